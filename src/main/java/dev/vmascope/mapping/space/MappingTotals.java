package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The number of mappings in a listing, and the address space by category. These totals are kept
/// for every process; those by name only for processes that grow.
///
/// @param count the number of mappings; the gate `[vsyscall]` is left out, as the kernel does
/// @param virtualBytes sizes by category; a category without mappings is not in it
/// @param byName the totals of at most a thousand names, in the order of addresses; empty unless
///   asked for
public record MappingTotals(
    int count, Map<MappingCategory, Long> virtualBytes, Map<Name, Extent> byName) {
  private static final int MOST_NAMES = 1_000;

  /// The key of mappings that are counted together.
  ///
  /// @param text the path, else the pseudo name; empty where the kernel prints none
  public record Name(MappingCategory category, RawText text) {}

  /// The number and the size of the mappings of a name.
  public record Extent(int mappings, long virtualBytes) {
    /// No mapping.
    public static final Extent NONE = new Extent(0, 0);

    private Extent plus(Mapping mapping) {
      return new Extent(mappings + 1, virtualBytes + mapping.sizeBytes());
    }
  }

  public MappingTotals {
    Map<MappingCategory, Long> copy = new EnumMap<>(MappingCategory.class);
    copy.putAll(virtualBytes);
    virtualBytes = Collections.unmodifiableMap(copy);
    byName = Map.copyOf(byName);
  }

  /// Adds up a listing to its end.
  ///
  /// @param alsoTo a consumer that takes each mapping too, the gate included
  /// @param withNames whether to add up by name, too
  /// @throws MalformedException if the text is no such listing
  public static MappingTotals of(
      MappingReader parser, boolean withNames, Consumer<ClassifiedMapping> alsoTo)
      throws IOException {
    Map<MappingCategory, Long> sums = new EnumMap<>(MappingCategory.class);
    Map<Name, Extent> names = new HashMap<>();
    int count = 0;
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      alsoTo.accept(next);
      if (!next.mapping().isGate()) {
        count++;
        sums.merge(next.category(), next.mapping().sizeBytes(), Long::sum);
        if (withNames) {
          addTo(names, next);
        }
      }
    }
    return new MappingTotals(count, sums, names);
  }

  private static void addTo(Map<Name, Extent> names, ClassifiedMapping listed) {
    Name name = new Name(listed.category(), listed.name());
    if (names.size() < MOST_NAMES || names.containsKey(name)) {
      names.put(name, names.getOrDefault(name, Extent.NONE).plus(listed.mapping()));
    }
  }

  /// The same totals without names.
  public MappingTotals withoutNames() {
    return new MappingTotals(count, virtualBytes, Map.of());
  }
}

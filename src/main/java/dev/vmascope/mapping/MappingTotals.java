package dev.vmascope.mapping;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// How many mappings a listing has, and how much address space by category: what is worth knowing
/// of every process all the time. By name, it is worth knowing of those that grow.
///
/// @param count mappings; the gate `[vsyscall]` left out, as the kernel does
/// @param virtualBytes by category; one that no mapping has is not in it
/// @param byName of at most a thousand names, in the order of addresses; empty unless asked for
public record MappingTotals(
    int count, Map<MappingCategory, Long> virtualBytes, Map<Name, Extent> byName) {
  private static final int MOST_NAMES = 1_000;

  /// What mappings have in common that are counted together.
  ///
  /// @param text the path, else the pseudo name; empty where the kernel prints none
  public record Name(MappingCategory category, KernelText text) {}

  /// How much there is of a name.
  public record Extent(int mappings, long virtualBytes) {
    /// Nothing.
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

  /// Adds up a listing, to its end.
  ///
  /// @param alsoTo takes each mapping too, the gate included
  /// @param withNames whether by name, too
  /// @throws MalformedException if it is not one
  public static MappingTotals of(
      ListingParser parser, boolean withNames, Consumer<ListedMapping> alsoTo) throws IOException {
    Map<MappingCategory, Long> sums = new EnumMap<>(MappingCategory.class);
    Map<Name, Extent> names = new HashMap<>();
    int count = 0;
    for (ListedMapping next = parser.next(); next != null; next = parser.next()) {
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

  private static void addTo(Map<Name, Extent> names, ListedMapping listed) {
    Name name = new Name(listed.category(), listed.name());
    if (names.size() < MOST_NAMES || names.containsKey(name)) {
      names.put(name, names.getOrDefault(name, Extent.NONE).plus(listed.mapping()));
    }
  }

  /// The same without names.
  public MappingTotals withoutNames() {
    return new MappingTotals(count, virtualBytes, Map.of());
  }
}

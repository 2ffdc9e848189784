package dev.vmascope.mapping.hotspot;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.ByteSearch;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The areas of an address space that a Java virtual machine uses, with their categories. Only the
/// whole listing shows them, since the library that identifies the machine comes last in it.
public final class JvmAreas {
  /// No areas: no such machine is mapped.
  public static final JvmAreas NONE = new JvmAreas(new TreeMap<>());

  /// The path of the library since JDK 8, in any folder; the longer it is, the faster the search.
  private static final String LIBRARY = "/server/libjvm.so";

  private static final ByteSearch SEARCH = new ByteSearch(LIBRARY);

  /// Addresses of the user half, so that their order is that of signed numbers.
  private final NavigableMap<Long, Area> byStart;

  /// A run of whole mappings with one use.
  public record Area(AddressRange range, MappingCategory category, CategorySource source) {}

  private JvmAreas(NavigableMap<Long, Area> byStart) {
    this.byStart = byStart;
  }

  /// Areas that do not overlap.
  static JvmAreas of(List<Area> areas) {
    NavigableMap<Long, Area> byStart = new TreeMap<>();
    areas.forEach(area -> byStart.put(area.range().start(), area));
    return new JvmAreas(byStart);
  }

  /// The areas of a `maps` or `smaps` listing. It is searched for the library first, and parsed
  /// only if it has it.
  ///
  /// @param listing a stream that can go back ([InputStream#markSupported]); its position is kept
  public static JvmAreas find(InputStream listing) throws IOException {
    if (!listing.markSupported()) {
      throw new IllegalArgumentException("expected a listing that can be read twice");
    }
    listing.mark(Integer.MAX_VALUE);
    boolean mayHave = SEARCH.isIn(listing);
    listing.reset();
    if (!mayHave) {
      return NONE;
    }
    JvmAreas areas = parse(listing);
    listing.reset();
    return areas;
  }

  /// The areas of a listing, up to its first malformed line.
  private static JvmAreas parse(InputStream listing) throws IOException {
    ByteLines lines = new ByteLines(listing, "listing");
    MapsParser parser = new MapsParser(lines);
    HotSpotCandidates parts = new HotSpotCandidates();
    boolean machine = false;
    try {
      while (lines.advance()) {
        if (startsMapping(lines.peek())) {
          Mapping mapping = parser.line().mapping();
          machine = machine || isLibrary(mapping);
          parts.add(mapping);
        }
      }
    } catch (MalformedException _) {
      // Whoever parses the listing for what it says complains about it.
    }
    return machine ? of(new HotSpotAreas(parts.list()).find()) : NONE;
  }

  /// Whether a line starts a mapping; the measures of smaps begin with capital letters.
  public static boolean startsMapping(byte first) {
    return (first >= '0' && first <= '9') || (first >= 'a' && first <= 'f');
  }

  /// Whether a mapping has another category where it belongs to a Java virtual machine.
  public static boolean mayHold(Mapping mapping) {
    return HotSpotCandidates.shape(mapping) != null;
  }

  /// Whether a mapping is code of HotSpot, the usual Java virtual machine.
  public static boolean isLibrary(Mapping mapping) {
    if (!mapping.permissions().executable() || mapping.inode() == 0) {
      return false;
    }
    RawText path = mapping.backing().path();
    return path != null && path.latin1().endsWith(LIBRARY);
  }

  public boolean isEmpty() {
    return byStart.isEmpty();
  }

  /// The area that a mapping lies in.
  public @Nullable Area at(Mapping mapping) {
    long start = mapping.range().start();
    if (start < 0) {
      return null;
    }
    Map.Entry<Long, Area> below = byStart.floorEntry(start);
    return below != null && mapping.range().end() <= below.getValue().range().end()
        ? below.getValue()
        : null;
  }
}

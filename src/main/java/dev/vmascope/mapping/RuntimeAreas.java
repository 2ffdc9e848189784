package dev.vmascope.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which parts of an address space a Java virtual machine uses for what: known only from the whole
/// listing, since the library that gives the machine away comes last in it.
public final class RuntimeAreas {
  /// No such machine is mapped.
  static final RuntimeAreas NONE = new RuntimeAreas(new TreeMap<>());

  /// So it is called since JDK 8, whatever the folder above; the search is the quicker the longer
  /// this is.
  private static final String LIBRARY = "/server/libjvm.so";

  private static final ByteSearch SEARCH = new ByteSearch(LIBRARY);

  /// Addresses of the user half, so that their order is that of signed numbers.
  private final NavigableMap<Long, Area> byStart;

  /// Some mappings, all of them whole, that are used for one thing.
  record Area(AddressRange range, MappingCategory category, CategorySource source) {}

  private RuntimeAreas(NavigableMap<Long, Area> byStart) {
    this.byStart = byStart;
  }

  /// Areas that do not overlap.
  static RuntimeAreas of(List<Area> areas) {
    NavigableMap<Long, Area> byStart = new TreeMap<>();
    areas.forEach(area -> byStart.put(area.range().start(), area));
    return new RuntimeAreas(byStart);
  }

  /// What a listing tells, `maps` or `smaps`. It is searched for the library, and parsed only where
  /// that is in it.
  ///
  /// @param listing one that can go back ([InputStream#markSupported]); it is left where it was
  static RuntimeAreas find(InputStream listing) throws IOException {
    if (!listing.markSupported()) {
      throw new IllegalArgumentException("expected a listing that can be read twice");
    }
    listing.mark(Integer.MAX_VALUE);
    boolean mayHave = SEARCH.isIn(listing);
    listing.reset();
    if (!mayHave) {
      return NONE;
    }
    RuntimeAreas areas = parse(listing);
    listing.reset();
    return areas;
  }

  /// A listing that is malformed tells what it does up to there.
  private static RuntimeAreas parse(InputStream listing) throws IOException {
    ByteLines lines = new ByteLines(listing, "listing");
    MapsParser parser = new MapsParser(lines);
    AddressSpaceParts parts = new AddressSpaceParts();
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

  /// The measures of smaps begin with capital letters.
  static boolean startsMapping(byte first) {
    return (first >= '0' && first <= '9') || (first >= 'a' && first <= 'f');
  }

  /// Whether a mapping has another category where it belongs to a Java virtual machine.
  public static boolean mayHold(Mapping mapping) {
    return AddressSpaceParts.look(mapping) != null;
  }

  /// Whether a mapping is code of HotSpot, the usual Java virtual machine.
  public static boolean isLibrary(Mapping mapping) {
    if (!mapping.permissions().executable() || mapping.inode() == 0) {
      return false;
    }
    KernelText path = mapping.backing().path();
    return path != null && path.latin1().endsWith(LIBRARY);
  }

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /// The area that a mapping lies in.
  @Nullable Area at(Mapping mapping) {
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

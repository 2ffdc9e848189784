package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.pool.KernelBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The mapped ranges in a part of an address space.
///
/// @param ranges the ranges, of whole pages, in ascending order; adjacent ones are merged
record MappedRanges(List<AddressRange> ranges) {
  /// The start of the last page of the user half.
  private static final long HIGHEST = Long.MAX_VALUE & -LibC.PAGE_BYTES;

  /// @param maps a listing of mappings
  /// @param within the part of the user half; its ends need not be page-aligned
  /// @throws MalformedException if the bytes are no such listing
  static MappedRanges of(KernelBytes maps, AddressRange within, String source) {
    List<AddressRange> ranges = new ArrayList<>();
    long lowest = within.start() & -LibC.PAGE_BYTES;
    long highest = (Math.min(within.end(), HIGHEST) + LibC.PAGE_BYTES - 1) & -LibC.PAGE_BYTES;
    MapsParser parser = new MapsParser(maps.stream(), source);
    try {
      for (MapsLine line = parser.next(); line != null; line = parser.next()) {
        AddressRange range = line.mapping().range();
        long start = Math.max(lowest, range.start());
        long end = Math.min(highest, range.end());
        if (range.start() >= 0 && start < end) {
          add(ranges, start, end);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MappedRanges(List.copyOf(ranges));
  }

  private static void add(List<AddressRange> ranges, long start, long end) {
    // Lines that overlap are of a mapping that grew while it was read.
    boolean touches = !ranges.isEmpty() && ranges.getLast().end() >= start;
    ranges.add(new AddressRange(touches ? ranges.removeLast().start() : start, end));
  }

  /// The total size.
  long bytes() {
    return ranges.stream().mapToLong(AddressRange::sizeBytes).sum();
  }
}

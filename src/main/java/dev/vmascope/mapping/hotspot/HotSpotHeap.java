package dev.vmascope.mapping.hotspot;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Shape;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

/// A search for the Java heap of HotSpot. The heap of ZGC has a name. A heap with compressed
/// references ends at 4 GiB where nothing is in its way, else at 32 GiB or a multiple of that
/// (`compressedOops.cpp`). Any other heap lies where the kernel put it, and is recognized only by
/// the side tables of its collector (cards, offsets, marks): memory that is not committed in the
/// heap is not committed in its tables either, so they have gaps of the same proportions.
final class HotSpotHeap {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long FOUR_GIB = 4 * GIB;

  /// The size of class space, unless it was set to something else.
  private static final long CLASS_SPACE = GIB;

  /// The step of the ends of heaps with compressed references that are too large to end at 4 GiB.
  static final long LOWEST_STEP = 32 * GIB;

  private static final long HIGHEST = 256 * GIB;

  private final HotSpotAreaMap marks;
  private boolean found;

  HotSpotHeap(HotSpotAreaMap marks) {
    this.marks = marks;
  }

  boolean found() {
    return found;
  }

  /// Marks the memory object of ZGC and the reservations around it.
  void markObject() {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.is(i, Shape.HEAP_OBJECT)) {
        found = true;
        for (int below = i - 1; marks.touches(below + 1) && isReserved(below); below--) {
          mark(below, below + 1);
        }
        for (int above = i + 1; marks.touches(above) && isReserved(above); above++) {
          mark(above, above + 1);
        }
      }
    }
  }

  private boolean isReserved(int part) {
    return marks.is(part, Shape.RESERVED) && marks.isFree(part);
  }

  /// Marks a heap with compressed references. Class space without an archive lies anywhere below 32
  /// GiB, so it may end where heaps do: what has its size is the heap only if nothing else is.
  void markLow() {
    markLow(size -> size != CLASS_SPACE);
    markLow(size -> size == CLASS_SPACE);
  }

  private void markLow(LongPredicate fits) {
    for (int i = 0; i < marks.size() && !found; i++) {
      if (isHeap(i) && (isEnd(marks.part(i).end()) || isBelowClasses(i))) {
        int begin = i;
        while (marks.touches(begin) && isHeap(begin - 1)) {
          begin--;
        }
        long size = marks.part(i).end() - marks.part(begin).start();
        if (size >= MIB && fits.test(size)) {
          markHeap(begin, i + 1);
        }
      }
    }
  }

  private boolean isBelowClasses(int part) {
    return marks.touches(part + 1) && marks.category(part + 1) == MappingCategory.JAVA_METASPACE;
  }

  /// Whether heaps with compressed references end at this address.
  static boolean isEnd(long end) {
    return end == FOUR_GIB || (end % LOWEST_STEP == 0 && end > 0 && end <= HIGHEST);
  }

  private boolean isHeap(int part) {
    return marks.isFree(part)
        && (marks.is(part, Shape.WRITABLE)
            || marks.is(part, Shape.RESERVED)
            || marks.is(part, Shape.ARCHIVE));
  }

  /// Marks a heap at any other address, if tables or archived objects show it.
  void markHigh(GcSideTables tables) {
    for (int i = 0; i < marks.size() && !found; i++) {
      if (mayBelong(i, tables)) {
        int end = i + 1;
        while (marks.touches(end) && mayBelong(end, tables) && !areBothWritten(end - 1, end)) {
          end++;
        }
        if (isShown(i, end, tables)) {
          markHeap(i, end);
        }
        i = end - 1;
      }
    }
  }

  private boolean mayBelong(int part, GcSideTables tables) {
    return isHeap(part)
        && !marks.isOfArena(part)
        && (!marks.is(part, Shape.RESERVED) || !tables.gapsLike(marks.part(part).size()).isEmpty());
  }

  /// Whether two parts are both written. Such parts never touch in a heap: the kernel merges them.
  private boolean areBothWritten(int below, int above) {
    return marks.is(below, Shape.WRITABLE) && marks.is(above, Shape.WRITABLE);
  }

  private boolean isShown(int begin, int end, GcSideTables tables) {
    Set<Integer> gaps = new HashSet<>();
    for (int i = begin; i < end; i++) {
      if (marks.is(i, Shape.ARCHIVE)) {
        return true;
      }
      if (marks.is(i, Shape.RESERVED)) {
        gaps.addAll(tables.gapsLike(marks.part(i).size()));
      }
    }
    // One gap of a table may have its size by chance; each counts once, however many it fits.
    return gaps.size() > 1;
  }

  private void markHeap(int begin, int end) {
    found = true;
    mark(begin, end);
  }

  private void mark(int begin, int end) {
    marks.mark(begin, end, MappingCategory.JAVA_HEAP, HEURISTIC);
  }
}

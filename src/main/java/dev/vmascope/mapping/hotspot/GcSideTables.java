package dev.vmascope.mapping.hotspot;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The side tables of garbage collectors for a Java heap: cards, offsets, marks. One byte of a
/// table stands for a fixed number of bytes of the heap, and memory that is not committed in a heap
/// is not committed in its tables either: so they have gaps of the same proportions.
final class GcSideTables {
  /// The number of heap bytes for one byte of a table: cards and offsets; marks, two forms.
  private static final long[] RATIOS = {512, 64, 32};

  /// The smallest gap in the heap that is used; a smaller one leaves too little in the tables to be
  /// recognized.
  private static final long SMALLEST_GAP = 32 << 20;

  /// Both ends of a gap in a table are rounded to pages.
  private static final long ROUNDING = 1 << 13;

  private static final long SMALLEST_TABLE = 1 << 16;
  private static final long ARENA = 1 << 26;

  private final HotSpotAreaMap marks;

  /// The reserved parts without a known use, by size.
  private final NavigableMap<Long, List<Integer>> gaps = new TreeMap<>();

  GcSideTables(HotSpotAreaMap marks) {
    this.marks = marks;
    for (int i = 0; i < marks.size(); i++) {
      if (isGap(i)) {
        gaps.computeIfAbsent(marks.part(i).size(), _ -> new ArrayList<>()).add(i);
      }
    }
  }

  private boolean isGap(int part) {
    return marks.is(part, Shape.RESERVED) && marks.isFree(part) && !marks.isRestOfArena(part);
  }

  /// The gaps in tables that one in a heap would explain, by position; at most two of each kind of
  /// table.
  Set<Integer> gapsLike(long heapGap) {
    Set<Integer> alike = new HashSet<>();
    for (long ratio : RATIOS) {
      if (heapGap >= SMALLEST_GAP) {
        around(gaps, heapGap / ratio).values().stream()
            .flatMap(List::stream)
            .limit(2)
            .forEach(alike::add);
      }
    }
    return alike;
  }

  private static <T> NavigableMap<Long, T> around(NavigableMap<Long, T> counts, long size) {
    return counts.subMap(size - ROUNDING, true, size + ROUNDING, true);
  }

  /// Marks the gaps in the tables of the heap that was found, and the written parts beside them.
  void mark() {
    NavigableMap<Long, Boolean> expected = new TreeMap<>();
    long heapBytes = 0;
    for (int i = 0; i < marks.size(); i++) {
      if (marks.category(i) == MappingCategory.JAVA_HEAP) {
        long size = marks.part(i).size();
        heapBytes += size;
        if (marks.is(i, Shape.RESERVED) && size >= SMALLEST_GAP) {
          for (long ratio : RATIOS) {
            expected.put(size / ratio, true);
          }
        }
      }
    }
    for (int i = 0; i < marks.size() && !expected.isEmpty(); i++) {
      if (isGap(i) && !around(expected, marks.part(i).size()).isEmpty()) {
        markAround(i, heapBytes / RATIOS[RATIOS.length - 1] + SMALLEST_TABLE);
      }
    }
  }

  private void markAround(int gap, long largest) {
    marks.mark(gap, gap + 1, MappingCategory.JAVA_OTHER, HEURISTIC);
    if (marks.touches(gap) && isTable(gap - 1, largest) && !isStack(gap - 1)) {
      marks.mark(gap - 1, gap, MappingCategory.JAVA_OTHER, HEURISTIC);
    }
    if (marks.touches(gap + 1) && isTable(gap + 1, largest) && !isArena(gap + 1)) {
      marks.mark(gap + 1, gap + 2, MappingCategory.JAVA_OTHER, HEURISTIC);
    }
  }

  private boolean isTable(int part, long largest) {
    return marks.is(part, Shape.WRITABLE)
        && marks.isFree(part)
        && marks.part(part).size() <= largest;
  }

  /// Whether a written part has a guard below it.
  private boolean isStack(int part) {
    return marks.touches(part) && isGap(part - 1);
  }

  /// Whether a part begins where arenas of glibc do.
  private boolean isArena(int part) {
    return marks.part(part).start() % ARENA == 0;
  }
}

package dev.vmascope.mapping;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;

import dev.vmascope.mapping.AddressSpaceParts.Look;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The tables that collectors have for a Java heap: cards, offsets, marks. One byte of a table is
/// for a fixed number of bytes of the heap, and what of a heap is not committed is not in its
/// tables either: so they have gaps of the same proportions.
final class HeapTables {
  /// How many bytes of a heap one byte of a table is for: cards and offsets; marks, two forms.
  private static final long[] RATIOS = {512, 64, 32};

  /// A gap in the heap that is smaller leaves too little in the tables to be recognized.
  private static final long SMALLEST_GAP = 32 << 20;

  /// Both ends of a gap in a table are rounded to pages.
  private static final long ROUNDING = 1 << 13;

  private static final long SMALLEST_TABLE = 1 << 16;
  private static final long ARENA = 1 << 26;

  private final PartMarks marks;

  /// How many reserved parts of unknown use there are, by size.
  private final NavigableMap<Long, Integer> gaps = new TreeMap<>();

  HeapTables(PartMarks marks) {
    this.marks = marks;
    for (int i = 0; i < marks.size(); i++) {
      if (isGap(i)) {
        gaps.merge(marks.part(i).size(), 1, Integer::sum);
      }
    }
  }

  private boolean isGap(int part) {
    return marks.is(part, Look.RESERVED) && marks.isFree(part);
  }

  /// How many gaps in tables one in a heap would explain.
  int gapsLike(long heapGap) {
    int alike = 0;
    for (long ratio : RATIOS) {
      if (heapGap >= SMALLEST_GAP) {
        alike += sum(gaps, heapGap / ratio);
      }
    }
    return alike;
  }

  private static int sum(NavigableMap<Long, Integer> counts, long size) {
    return counts.subMap(size - ROUNDING, true, size + ROUNDING, true).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /// Marks the gaps in the tables of the heap that was found, and what is written beside them.
  void mark() {
    NavigableMap<Long, Integer> expected = new TreeMap<>();
    long heapBytes = 0;
    for (int i = 0; i < marks.size(); i++) {
      if (marks.category(i) == MappingCategory.JAVA_HEAP) {
        long size = marks.part(i).size();
        heapBytes += size;
        if (marks.is(i, Look.RESERVED) && size >= SMALLEST_GAP) {
          for (long ratio : RATIOS) {
            expected.merge(size / ratio, 1, Integer::sum);
          }
        }
      }
    }
    for (int i = 0; i < marks.size() && !expected.isEmpty(); i++) {
      if (isGap(i) && sum(expected, marks.part(i).size()) > 0) {
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
    return marks.is(part, Look.WRITABLE)
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

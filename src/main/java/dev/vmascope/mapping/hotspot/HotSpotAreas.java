package dev.vmascope.mapping.hotspot;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;
import static dev.vmascope.mapping.CategorySource.KERNEL;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Part;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Shape;
import dev.vmascope.mapping.hotspot.JvmAreas.Area;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The areas of HotSpot, the usual Java virtual machine, recognized by how it reserves memory. The
/// shapes were seen with JDK 17 and 25. A mapping that fits none of them keeps its category.
final class HotSpotAreas {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /// Metaspace and class space commit in steps of this (`metaspaceSettings.hpp`).
  private static final long COMMIT_STEP = 1 << 16;

  private static final long ROOT_CHUNK = 4 * MIB;
  private static final long METASPACE_NODE = 64 * MIB;

  /// The alignment of class space.
  private static final long CLASS_SPACE_STEP = 16 * MIB;

  private static final long LARGEST_GUARD = MIB;
  private static final long SMALLEST_CODE_CACHE = 2 * MIB;
  private final HotSpotAreaMap marks;
  private boolean hasClassSpace;
  private boolean hasFullNode;

  HotSpotAreas(List<Part> parts) {
    marks = new HotSpotAreaMap(parts);
  }

  /// The areas, which do not overlap.
  List<Area> find() {
    markFiles();
    for (int i = 0; i < marks.size(); i++) {
      if (marks.is(i, Shape.ARCHIVE_START) && marks.isFree(i)) {
        markArchive(i);
      }
    }
    HotSpotHeap heap = new HotSpotHeap(marks);
    heap.markObject();
    int alone = hasClassSpace ? marks.size() : classSpaceAlone(false);
    if (!hasClassSpace && alone == marks.size()) {
      markClassSpaceOnHeap();
    }
    heap.markLow();
    markCodeCache();
    markMetaspace(this::isCarved);
    if (hasFullNode) {
      // Only now there may be another node that looks like an arena.
      markMetaspace(_ -> true);
    }
    heap.markHigh(new GcSideTables(marks));
    if (heap.found() && !hasClassSpace) {
      // Nothing that is left can be the heap, wherever it ends.
      int left = alone < marks.size() ? alone : classSpaceAlone(true);
      if (left < marks.size()) {
        markClassSpace(left);
      }
    }
    new GcSideTables(marks).mark();
    return marks.areas();
  }

  private void markFiles() {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.is(i, Shape.COUNTERS)) {
        marks.mark(i, i + 1, MappingCategory.JAVA_OTHER, HEURISTIC);
      } else if (marks.is(i, Shape.HEAP_OBJECT)) {
        marks.mark(i, i + 1, MappingCategory.JAVA_HEAP, KERNEL);
      }
    }
  }

  /// Marks the archive, the unused rest of its reservation, and the class space behind it.
  private void markArchive(int first) {
    int end = first + 1;
    while (marks.touches(end)
        && (marks.is(end, Shape.ARCHIVE) || marks.is(end, Shape.ARCHIVE_START))) {
      end++;
    }
    if (marks.touches(end)
        && marks.is(end, Shape.RESERVED)
        && marks.part(end).end() % CLASS_SPACE_STEP == 0
        && marks.part(end).size() < CLASS_SPACE_STEP) {
      end++;
    }
    int begin = first;
    if (marks.touches(begin)
        && marks.is(begin - 1, Shape.RESERVED)
        && marks.part(begin - 1).size() <= COMMIT_STEP) {
      begin--;
    }
    marks.mark(begin, end, MappingCategory.JAVA_OTHER, HEURISTIC);
    if (marks.touches(end)) {
      markClassSpace(end);
    }
  }

  /// The position of a class space that has neither an archive below it nor the heap beside it, if
  /// there is one. It may be a heap, unless there is another one; then it may end where heaps do.
  private int classSpaceAlone(boolean isNoHeap) {
    for (int i = 0; i < marks.size(); i++) {
      if (!marks.touches(i)
          && marks.part(i).start() < HotSpotHeap.LOWEST_STEP
          && marks.isFree(i)
          && classSpaceEnd(i) > i
          && (isNoHeap || !hasEndOfHeap(i, classSpaceEnd(i)))) {
        return i;
      }
    }
    return marks.size();
  }

  private boolean hasEndOfHeap(int begin, int end) {
    return IntStream.range(begin, end).anyMatch(i -> HotSpotHeap.isEnd(marks.part(i).end()));
  }

  /// Marks class space right above the heap (JDK 17 without an archive): together they end where
  /// otherwise the heap does, or the heap ends there itself.
  private void markClassSpaceOnHeap() {
    GcSideTables tables = new GcSideTables(marks);
    for (int i = 0; i < marks.size(); i++) {
      long start = marks.part(i).start();
      boolean aboveHeap = HotSpotHeap.isEnd(start);
      boolean here = aboveHeap || HotSpotHeap.isEnd(start + GIB);
      int end = here && marks.touches(i) ? classSpaceEnd(i) : i;
      if (end > i
          && marks.part(end - 1).end() == start + GIB
          && (aboveHeap || tables.gapsLike(marks.part(end - 1).size()).isEmpty())) {
        markClassSpace(i);
      }
    }
  }

  private void markClassSpace(int first) {
    int end = classSpaceEnd(first);
    marks.mark(first, end, MappingCategory.JAVA_METASPACE, HEURISTIC);
    hasClassSpace = hasClassSpace || end > first;
  }

  /// The first part above the class space that begins with this part; the same part if this is
  /// none. Class space is written in steps and ends in reserved memory; its size is a gigabyte
  /// unless it was set to something else.
  private int classSpaceEnd(int first) {
    long start = marks.part(first).start();
    if (start % CLASS_SPACE_STEP != 0 || !marks.is(first, Shape.WRITABLE)) {
      return first;
    }
    int end = endInSteps(first, start + GIB);
    while (end > first && !marks.is(end - 1, Shape.RESERVED)) {
      end--;
    }
    return end > first && marks.part(end - 1).end() % CLASS_SPACE_STEP == 0 ? end : first;
  }

  /// The first part above that does not touch the one below it, begins at or above a limit, or does
  /// not end at a step.
  private int endInSteps(int first, long limit) {
    int end = first;
    while ((end == first || marks.touches(end))
        && marks.isFree(end)
        && marks.part(end).start() < limit
        && isInSteps(end)) {
      end++;
    }
    return end;
  }

  private boolean isInSteps(int part) {
    return (marks.is(part, Shape.WRITABLE) || marks.is(part, Shape.RESERVED))
        && marks.part(part).end() % COMMIT_STEP == 0;
  }

  /// Marks the code cache: writable and executable memory with reserved memory above it. Up to
  /// three such pairs touch.
  private void markCodeCache() {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.is(i, Shape.EXECUTABLE) && marks.isFree(i)) {
        int end = i + 1;
        while (marks.touches(end) && (marks.is(end, Shape.EXECUTABLE) || isRestOfCode(end))) {
          end++;
        }
        if (marks.part(end - 1).end() - marks.part(i).start() >= SMALLEST_CODE_CACHE) {
          marks.mark(i, end, MappingCategory.JAVA_CODE, HEURISTIC);
        }
        i = end - 1;
      }
    }
  }

  private boolean isRestOfCode(int part) {
    boolean belowStack =
        marks.part(part).size() <= LARGEST_GUARD
            && marks.touches(part + 1)
            && !marks.is(part + 1, Shape.EXECUTABLE);
    return marks.is(part, Shape.RESERVED) && marks.is(part - 1, Shape.EXECUTABLE) && !belowStack;
  }

  private void markMetaspace(Predicate<Node> rule) {
    for (int i = 0; i < marks.size(); i++) {
      Node node = node(i);
      if (node != null && rule.test(node)) {
        marks.mark(i, node.end(), MappingCategory.JAVA_METASPACE, HEURISTIC);
        i = node.end() - 1;
      }
    }
  }

  /// A stretch of 64 MiB, in steps, that begins where a root chunk may.
  ///
  /// @param end the first part above it
  /// @param written the number of its written parts
  private record Node(int end, int written) {}

  private @Nullable Node node(int first) {
    long start = marks.part(first).start();
    if (start % ROOT_CHUNK != 0 || !marks.is(first, Shape.WRITABLE)) {
      return null;
    }
    int end = endInSteps(first, start + METASPACE_NODE);
    if (end == first || marks.part(end - 1).end() != start + METASPACE_NODE) {
      return null;
    }
    int written = 0;
    for (int i = first; i < end; i++) {
      written += marks.is(i, Shape.WRITABLE) ? 1 : 0;
    }
    return written == end - first ? null : new Node(end, written);
  }

  /// Whether a node has several written parts. An arena of glibc has one, from its start on and
  /// without holes.
  private boolean isCarved(Node node) {
    boolean carved = node.written() > 1;
    Part highest = marks.part(node.end() - 1);
    if (carved && (highest.is(Shape.WRITABLE) || highest.size() < ROOT_CHUNK)) {
      hasFullNode = true;
    }
    return carved;
  }
}

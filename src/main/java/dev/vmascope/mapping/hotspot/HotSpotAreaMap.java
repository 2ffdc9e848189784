package dev.vmascope.mapping.hotspot;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Part;
import dev.vmascope.mapping.hotspot.HotSpotCandidates.Shape;
import dev.vmascope.mapping.hotspot.JvmAreas.Area;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of an address space by position, with the category found for each. A mark is final.
final class HotSpotAreaMap {
  /// `HEAP_MAX_SIZE` of glibc on 64 bit.
  private static final long ARENA = 1 << 26;

  /// The lowest address of such arenas; heaps with compressed references lie below.
  private static final long FIRST_ARENA = 1L << 32;

  private final List<Part> parts;
  private final Map<Integer, Mark> marks = new HashMap<>();

  private record Mark(MappingCategory category, CategorySource source) {}

  HotSpotAreaMap(List<Part> parts) {
    this.parts = parts;
  }

  int size() {
    return parts.size();
  }

  Part part(int index) {
    return parts.get(index);
  }

  /// Whether this part exists and has this shape.
  boolean is(int index, Shape shape) {
    return index >= 0 && index < parts.size() && parts.get(index).is(shape);
  }

  /// Whether this part exists and starts where the one below ends.
  boolean touches(int index) {
    return index > 0 && index < parts.size() && parts.get(index - 1).touches(parts.get(index));
  }

  /// Whether a part is the unused rest of an arena of glibc: reserved up to a multiple of 64 MiB,
  /// directly above memory that is written from the multiple before on.
  boolean isRestOfArena(int index) {
    if (!is(index, Shape.RESERVED) || !touches(index)) {
      return false;
    }
    long end = parts.get(index).end();
    Part below = parts.get(index - 1);
    return end % ARENA == 0
        && end > FIRST_ARENA
        && below.is(Shape.WRITABLE)
        && below.start() <= end - ARENA
        && below.end() > end - ARENA;
  }

  /// Whether a part belongs to such an arena.
  boolean isOfArena(int index) {
    return isRestOfArena(index) || isRestOfArena(index + 1);
  }

  /// Whether a part has no category yet.
  boolean isFree(int index) {
    return !marks.containsKey(index);
  }

  /// The category found for a part.
  @Nullable MappingCategory category(int index) {
    Mark mark = marks.get(index);
    return mark == null ? null : mark.category();
  }

  /// Marks parts with a category, except those that have one.
  ///
  /// @param end the first part that is not among them
  void mark(int begin, int end, MappingCategory category, CategorySource source) {
    for (int i = begin; i < end; i++) {
      marks.putIfAbsent(i, new Mark(category, source));
    }
  }

  /// The marked areas; equal parts that touch are one area.
  List<Area> areas() {
    List<Area> areas = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Mark mark = marks.get(i);
      if (mark != null) {
        int end = i + 1;
        while (touches(end) && mark.equals(marks.get(end))) {
          end++;
        }
        AddressRange range = new AddressRange(parts.get(i).start(), parts.get(end - 1).end());
        areas.add(new Area(range, mark.category(), mark.source()));
        i = end - 1;
      }
    }
    return areas;
  }
}

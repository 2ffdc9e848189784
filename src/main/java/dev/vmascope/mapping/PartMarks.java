package dev.vmascope.mapping;

import dev.vmascope.mapping.AddressSpaceParts.Look;
import dev.vmascope.mapping.AddressSpaceParts.Part;
import dev.vmascope.mapping.RuntimeAreas.Area;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parts of an address space, by their place in it, and what each was found to be. What is marked
/// once stays so.
final class PartMarks {
  /// `HEAP_MAX_SIZE` of glibc on 64 bit.
  private static final long ARENA = 1 << 26;

  /// Below lie heaps with compressed references.
  private static final long FIRST_ARENA = 1L << 32;

  private final List<Part> parts;
  private final Map<Integer, Mark> marks = new HashMap<>();

  private record Mark(MappingCategory category, CategorySource source) {}

  PartMarks(List<Part> parts) {
    this.parts = parts;
  }

  int size() {
    return parts.size();
  }

  Part part(int index) {
    return parts.get(index);
  }

  /// Whether there is such a part, and it looks so.
  boolean is(int index, Look look) {
    return index >= 0 && index < parts.size() && parts.get(index).is(look);
  }

  /// Whether there is such a part, and the one below ends where it starts.
  boolean touches(int index) {
    return index > 0 && index < parts.size() && parts.get(index - 1).touches(parts.get(index));
  }

  /// Whether a part is the unused rest of an arena of glibc: reserved up to a multiple of 64 MiB,
  /// with what is written from the one before on right below it.
  boolean isRestOfArena(int index) {
    if (!is(index, Look.RESERVED) || !touches(index)) {
      return false;
    }
    long end = parts.get(index).end();
    Part below = parts.get(index - 1);
    return end % ARENA == 0
        && end > FIRST_ARENA
        && below.is(Look.WRITABLE)
        && below.start() <= end - ARENA
        && below.end() > end - ARENA;
  }

  /// Whether a part belongs to such an arena.
  boolean isOfArena(int index) {
    return isRestOfArena(index) || isRestOfArena(index + 1);
  }

  /// Whether nothing is known of a part yet.
  boolean isFree(int index) {
    return !marks.containsKey(index);
  }

  /// What a part was found to be.
  @Nullable MappingCategory category(int index) {
    Mark mark = marks.get(index);
    return mark == null ? null : mark.category();
  }

  /// Says what some parts are, but for those that are known.
  ///
  /// @param end the first one that is not among them
  void mark(int begin, int end, MappingCategory category, CategorySource source) {
    for (int i = begin; i < end; i++) {
      marks.putIfAbsent(i, new Mark(category, source));
    }
  }

  /// What is known, parts that touch and are the same in one.
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

package dev.vmascope.diff;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The difference between two listings of one address space. Each mapping of both is in exactly one
/// change, or is unchanged: who takes the mappings before out of the earlier listing and puts the
/// mappings after in has the later one.
///
/// It takes time in proportion to the listings, and memory in proportion to what differs.
///
/// @param changes in ascending order of address
/// @param unchanged the number of mappings that are equal in both
/// @param byCategory the sums; a category without mappings in both listings is not in it
public record AddressSpaceDiff(
    List<MappingChange> changes, int unchanged, Map<MappingCategory, CategoryDiff> byCategory) {

  /// No difference, of nothing.
  public static final AddressSpaceDiff NONE = new AddressSpaceDiff(List.of(), 0, Map.of());

  public AddressSpaceDiff {
    changes = List.copyOf(changes);
    Map<MappingCategory, CategoryDiff> copy = new EnumMap<>(MappingCategory.class);
    copy.putAll(byCategory);
    byCategory = Collections.unmodifiableMap(copy);
  }

  /// Compares two listings.
  ///
  /// @param mostBytes the limit on the memory for mappings that differ
  /// @throws TooManyChangesException if they take more
  /// @throws IOException of the listings
  public static AddressSpaceDiff of(MappingSource before, MappingSource after, long mostBytes)
      throws IOException {
    return new Comparison(new PlacedMappings(before), new PlacedMappings(after), mostBytes).run();
  }

  /// The sum over all categories.
  public CategoryDiff total() {
    return byCategory.values().stream().reduce(CategoryDiff.NONE, CategoryDiff::plus);
  }

  /// The size of what has moved, in bytes; it is also counted as mapped and as unmapped.
  public long movedBytes() {
    return changes.stream()
        .filter(change -> change.type() == ChangeType.MOVED)
        .flatMap(change -> change.after().stream())
        .mapToLong(moved -> moved.mapping().sizeBytes())
        .sum();
  }

  /// A run over both listings at once, from the lowest address to the highest.
  private static final class Comparison {
    private final PlacedMappings before;
    private final PlacedMappings after;
    private final List<MappingChange> changes = new ArrayList<>();
    private final Map<MappingCategory, CategoryDiff> sums = new EnumMap<>(MappingCategory.class);
    private final long mostBytes;
    private long heldBytes;
    private int unchanged;

    Comparison(PlacedMappings before, PlacedMappings after, long mostBytes) {
      this.before = before;
      this.after = after;
      this.mostBytes = mostBytes;
    }

    AddressSpaceDiff run() throws IOException {
      PlacedMapping old = before.head();
      PlacedMapping current = after.head();
      while (old != null || current != null) {
        if (old != null
            && current != null
            && Lineage.differInNameAtMost(old.mapping(), current.mapping())) {
          compareInPlace(old, current);
        } else {
          compareOverlapping(old, current);
        }
        old = before.head();
        current = after.head();
      }
      List<MappingChange> withMoves = MovedMappings.pair(changes);
      withMoves.sort(Comparator.comparing(MappingChange::position, Long::compareUnsigned));
      return new AddressSpaceDiff(withMoves, unchanged, sums);
    }

    private void compareInPlace(PlacedMapping old, PlacedMapping current) throws IOException {
      countBefore(List.of(old));
      countAfter(List.of(current));
      if (old.mapping().name().equals(current.mapping().name())) {
        unchanged++;
      } else {
        hold(old);
        hold(current);
        changes.add(ChangeClassifier.renamed(old, current));
      }
      before.advance();
      after.advance();
    }

    /// Compares the mappings of both that overlap each other, directly or by way of others: no
    /// mapping beyond them can have to do with them, unless it moved.
    private void compareOverlapping(@Nullable PlacedMapping old, @Nullable PlacedMapping current)
        throws IOException {
      List<PlacedMapping> olds = new ArrayList<>();
      List<PlacedMapping> currents = new ArrayList<>();
      long end = start(old, current);
      boolean more = true;
      while (more) {
        end = take(before, olds, end);
        long reached = take(after, currents, end);
        more = reached != end;
        end = reached;
      }
      countBefore(olds);
      countAfter(currents);
      ElementaryIntervals.forEach(olds, currents, this::count);
      changes.addAll(OverlappingMappings.changes(olds, currents));
    }

    /// The address above the lowest start: the mapping there is taken in any case.
    private static long start(@Nullable PlacedMapping old, @Nullable PlacedMapping current) {
      if (old == null || current == null) {
        PlacedMapping only = old == null ? current : old;
        return only == null ? 0 : only.range().start() + 1;
      }
      long one = old.range().start();
      long other = current.range().start();
      return (Long.compareUnsigned(one, other) < 0 ? one : other) + 1;
    }

    /// Takes the mappings that begin below an address, which each of them may raise.
    private long take(PlacedMappings from, List<PlacedMapping> to, long below) throws IOException {
      long end = below;
      for (PlacedMapping next = from.head();
          next != null && Long.compareUnsigned(next.range().start(), end) < 0;
          next = from.head()) {
        hold(next);
        to.add(next);
        if (Long.compareUnsigned(next.range().end(), end) > 0) {
          end = next.range().end();
        }
        from.advance();
      }
      return end;
    }

    private void hold(PlacedMapping mapping) {
      heldBytes += mapping.heapBytes();
      if (heldBytes > mostBytes) {
        throw new TooManyChangesException();
      }
    }

    private void countBefore(Collection<PlacedMapping> mappings) {
      for (PlacedMapping each : mappings) {
        if (!each.mapping().isGate()) {
          add(each, CategoryDiff.ofBefore(each.mapping()));
        }
      }
    }

    private void countAfter(Collection<PlacedMapping> mappings) {
      for (PlacedMapping each : mappings) {
        if (!each.mapping().isGate()) {
          add(each, CategoryDiff.ofAfter(each.mapping()));
        }
      }
    }

    private void count(
        @Nullable PlacedMapping old, @Nullable PlacedMapping current, long sizeBytes) {
      boolean same = old != null && current != null && isOfOneLineage(old, current);
      if (old != null && current != null && same) {
        if (!old.isAsProtectedAs(current)) {
          add(current, CategoryDiff.reprotected(sizeBytes));
        }
        return;
      }
      if (old != null) {
        add(old, CategoryDiff.unmapped(sizeBytes));
      }
      if (current != null) {
        add(current, CategoryDiff.mapped(sizeBytes));
      }
    }

    private static boolean isOfOneLineage(PlacedMapping old, PlacedMapping current) {
      Mapping one = old.mapping();
      return Lineage.of(one).equals(Lineage.of(current.mapping()));
    }

    private void add(PlacedMapping mapping, CategoryDiff part) {
      sums.merge(mapping.listed().category(), part, CategoryDiff::plus);
    }
  }
}

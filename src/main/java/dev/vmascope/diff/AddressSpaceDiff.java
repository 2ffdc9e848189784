package dev.vmascope.diff;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The difference between two listings of one address space. Each mapping of both is in exactly one
/// change, or is unchanged: who takes the mappings before out of the earlier listing and puts the
/// mappings after in has the later one. The gate `[vsyscall]` is left out.
///
/// It takes time in proportion to the listings, and memory in proportion to what differs.
///
/// @param changes in ascending order of address
/// @param unchanged the number of mappings that are equal in both
public record AddressSpaceDiff(List<MappingChange> changes, int unchanged) {
  public AddressSpaceDiff {
    changes = List.copyOf(changes);
  }

  /// Compares two listings.
  ///
  /// @param mostBytes the limit on the memory for mappings that differ
  /// @throws TooManyChangesException if they take more
  /// @throws IOException of the listings
  public static AddressSpaceDiff of(MappingSource before, MappingSource after, long mostBytes)
      throws IOException {
    return new Comparison(new PlacedMappings(before), new PlacedMappings(after), mostBytes, null)
        .run();
  }

  /// Compares two listings.
  ///
  /// @param equal takes each mapping that is equal in both, as it is in either
  /// @throws TooManyChangesException if those that differ take more memory than they may
  /// @throws IOException of the listings
  public static AddressSpaceDiff of(
      MappingSource before,
      MappingSource after,
      long mostBytes,
      BiConsumer<PlacedMapping, PlacedMapping> equal)
      throws IOException {
    return new Comparison(new PlacedMappings(before), new PlacedMappings(after), mostBytes, equal)
        .run();
  }

  /// The size of what has moved, in bytes. In the sums it counts as mapped and as unmapped.
  public long movedBytes() {
    return changes.stream()
        .filter(change -> change.type() == ChangeType.MOVED)
        .mapToLong(MappingChange::keptBytes)
        .sum();
  }

  /// A run over both listings at once, from the lowest address to the highest.
  private static final class Comparison {
    private final PlacedMappings before;
    private final PlacedMappings after;
    private final List<MappingChange> changes = new ArrayList<>();
    private final List<PlacedMapping> olds = new ArrayList<>();
    private final List<PlacedMapping> currents = new ArrayList<>();
    private final long mostBytes;
    private final @Nullable BiConsumer<PlacedMapping, PlacedMapping> equal;
    private long heldBytes;
    private int unchanged;

    Comparison(
        PlacedMappings before,
        PlacedMappings after,
        long mostBytes,
        @Nullable BiConsumer<PlacedMapping, PlacedMapping> equal) {
      this.before = before;
      this.after = after;
      this.mostBytes = mostBytes;
      this.equal = equal;
    }

    AddressSpaceDiff run() throws IOException {
      while (before.listed() != null || after.listed() != null) {
        if (areEqual(before.listed(), after.listed())) {
          passEqual();
          continue;
        }
        PlacedMapping old = before.head();
        PlacedMapping current = after.head();
        if (old != null && current != null && old.isInPlaceOf(current)) {
          hold(old);
          hold(current);
          changes.add(ChangeClassifier.renamed(old, current));
          before.advance();
          after.advance();
        } else {
          compareOverlapping(old, current);
        }
      }
      List<MappingChange> withMoves = MovedMappings.pair(changes);
      withMoves.sort((one, other) -> Long.compareUnsigned(one.position(), other.position()));
      return new AddressSpaceDiff(withMoves, unchanged);
    }

    private static boolean areEqual(
        @Nullable ClassifiedMapping old, @Nullable ClassifiedMapping current) {
      return old != null
          && current != null
          && PlacedMapping.areEqual(old.mapping(), current.mapping());
    }

    private void passEqual() throws IOException {
      unchanged++;
      PlacedMapping old = equal == null ? null : before.head();
      PlacedMapping current = equal == null ? null : after.head();
      if (equal != null && old != null && current != null) {
        equal.accept(old, current);
      }
      before.advance();
      after.advance();
    }

    /// Compares the mappings of both that overlap each other, directly or by way of others: no
    /// mapping beyond them can have to do with them, unless it moved.
    private void compareOverlapping(@Nullable PlacedMapping old, @Nullable PlacedMapping current)
        throws IOException {
      olds.clear();
      currents.clear();
      long end = start(old, current);
      boolean more = true;
      while (more) {
        end = take(before, olds, end);
        long reached = take(after, currents, end);
        more = reached != end;
        end = reached;
      }
      OverlappingMappings.addChanges(olds, currents, changes);
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
  }
}

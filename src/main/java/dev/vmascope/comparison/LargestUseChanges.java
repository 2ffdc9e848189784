package dev.vmascope.comparison;

import dev.vmascope.comparison.MappingDiff.Side;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.MemoryUse;
import dev.vmascope.diff.PlacedMapping;
import dev.vmascope.diff.run.RunChange;
import dev.vmascope.diff.run.RunMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/// The largest differences in the memory use of mappings, whether the mappings differ or not.
final class LargestUseChanges {
  private static final Comparator<UseChange> SMALLEST_FIRST =
      Comparator.comparingLong(change -> change.change().weight());

  private final PriorityQueue<UseChange> largest = new PriorityQueue<>(SMALLEST_FIRST);
  private final int most;
  private int number;

  /// @param most the number of those that are kept
  LargestUseChanges(int most) {
    this.most = most;
  }

  /// A difference in the memory use of mappings.
  ///
  /// @param before the mappings of the earlier listing; empty if added
  /// @param after the mappings of the later listing; empty if removed
  /// @param use the use of those after
  /// @param change the use of those after less that of those before
  record UseChange(Optional<Side> before, Optional<Side> after, MemoryUse use, MemoryUse change) {}

  /// The differences that are kept, the largest first.
  List<UseChange> all() {
    return largest.stream().sorted(SMALLEST_FIRST.reversed()).toList();
  }

  /// The number of differences, kept or not.
  int number() {
    return number;
  }

  void add(PlacedMapping before, PlacedMapping after) {
    add(List.of(before), List.of(after));
  }

  void add(MappingChange change) {
    add(change.before(), change.after());
  }

  private void add(List<PlacedMapping> before, List<PlacedMapping> after) {
    add(use(before), use(after), () -> Side.of(before), () -> Side.of(after));
  }

  void add(RunMapping before, RunMapping after) {
    add(Optional.of(before), Optional.of(after));
  }

  void add(RunChange change) {
    add(change.before(), change.after());
  }

  private void add(Optional<RunMapping> before, Optional<RunMapping> after) {
    add(use(before), use(after), () -> before.map(Side::of), () -> after.map(Side::of));
  }

  private static MemoryUse use(List<PlacedMapping> mappings) {
    MemoryUse sum = MemoryUse.NONE;
    for (PlacedMapping mapping : mappings) {
      sum = sum.plus(MemoryUse.of(mapping.listed().usage()).orElse(MemoryUse.NONE));
    }
    return sum;
  }

  private static MemoryUse use(Optional<RunMapping> mapping) {
    return mapping.map(RunMapping::use).orElse(MemoryUse.NONE);
  }

  private void add(
      MemoryUse usedBefore,
      MemoryUse usedAfter,
      Supplier<Optional<Side>> before,
      Supplier<Optional<Side>> after) {
    MemoryUse change = usedAfter.minus(usedBefore);
    if (change.weight() == 0) {
      return;
    }
    number++;
    if (largest.size() == most) {
      if (change.weight() <= largest.element().change().weight()) {
        return;
      }
      largest.remove();
    }
    largest.add(new UseChange(before.get(), after.get(), usedAfter, change));
  }
}

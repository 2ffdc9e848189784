package dev.vmascope.diff.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// A pairing of the mappings of two runs, each with at most one other. It is made in steps, from
/// what identifies a mapping to what resembles it. In each step the mappings that are left are
/// sorted by a key, and those of equal keys are paired: the largest of one run with the largest of
/// the other, and of equal sizes the lowest with the lowest.
///
/// Mappings of one key and one size are interchangeable, so no step looks at the order of different
/// ones: under address space layout randomization that order changes from run to run.
final class RunAlignment {
  private static final int NONE = -1;

  private static final Comparator<RunMapping> BY_PERMISSIONS =
      Comparator.comparing(mapping -> mapping.permissions().toString());
  private static final Comparator<RunMapping> BY_SIZE =
      Comparator.comparingLong(RunMapping::sizeBytes);
  private static final Comparator<RunMapping> BY_OBJECT =
      Comparator.<RunMapping>comparingInt(mapping -> mapping.object().key())
          .thenComparingLong(RunMapping::offset);
  private static final Comparator<RunMapping> BY_PROTECTED_OBJECT =
      BY_OBJECT.thenComparing(BY_PERMISSIONS);
  private static final Comparator<RunMapping> BY_ANCHOR =
      Comparator.<RunMapping>comparingInt(mapping -> mapping.anchor().key())
          .thenComparing(RunMapping::category)
          .thenComparing(BY_PERMISSIONS);
  private static final Comparator<RunMapping> BY_USE =
      Comparator.comparing(RunMapping::category).thenComparing(BY_PERMISSIONS);

  private final List<RunMapping> before;
  private final List<RunMapping> after;
  private final int[] partners;
  private final boolean[] taken;
  private final BitSet guessed = new BitSet();

  private RunAlignment(List<RunMapping> before, List<RunMapping> after) {
    this.before = before;
    this.after = after;
    partners = new int[before.size()];
    Arrays.fill(partners, NONE);
    taken = new boolean[after.size()];
  }

  /// The certainty of a step.
  private enum Certainty {
    /// The key identifies what is alone with it in both runs; the rest is a guess.
    IF_ALONE,
    /// Only what is alone with its key in both runs is paired, as a guess.
    ONLY_ALONE,
    /// Every pair is a guess.
    GUESS
  }

  static RunAlignment of(List<RunMapping> before, List<RunMapping> after) {
    RunAlignment alignment = new RunAlignment(before, after);
    Predicate<RunMapping> named = mapping -> !mapping.object().isNameless();
    Predicate<RunMapping> placed = named.and(mapping -> mapping.object().hasPath());
    Predicate<RunMapping> nameless = named.negate();
    alignment.pair(named, BY_PROTECTED_OBJECT.thenComparing(BY_SIZE), Certainty.IF_ALONE);
    alignment.pair(named, BY_PROTECTED_OBJECT, Certainty.IF_ALONE);
    alignment.pair(placed, BY_OBJECT, Certainty.ONLY_ALONE);
    alignment.pair(nameless, BY_ANCHOR.thenComparing(BY_SIZE), Certainty.GUESS);
    alignment.pair(nameless.and(RunMapping::isAnchored), BY_ANCHOR, Certainty.ONLY_ALONE);
    alignment.pair(nameless, BY_USE.thenComparing(BY_SIZE), Certainty.GUESS);
    alignment.pair(nameless, BY_PERMISSIONS.thenComparing(BY_SIZE), Certainty.GUESS);
    alignment.pair(nameless.and(mapping -> !mapping.isOfLostObject()), BY_USE, Certainty.GUESS);
    return alignment;
  }

  private void pair(Predicate<RunMapping> among, Comparator<RunMapping> key, Certainty certainty) {
    List<RunMapping> olds = left(before, among.and(old -> partners[old.ordinal()] == NONE), key);
    List<RunMapping> currents = left(after, among.and(one -> !taken[one.ordinal()]), key);
    int i = 0;
    int j = 0;
    while (i < olds.size() && j < currents.size()) {
      int order = key.compare(olds.get(i), currents.get(j));
      if (order < 0) {
        i++;
      } else if (order > 0) {
        j++;
      } else {
        int endOld = end(olds, i, key);
        int endCurrent = end(currents, j, key);
        boolean alone = endOld - i == 1 && endCurrent - j == 1;
        if (alone || certainty != Certainty.ONLY_ALONE) {
          boolean certain = alone && certainty == Certainty.IF_ALONE;
          pair(olds.subList(i, endOld), currents.subList(j, endCurrent), certain);
        }
        i = endOld;
        j = endCurrent;
      }
    }
  }

  /// The mappings that are left, sorted by a key; of those of equal keys the largest come first.
  private static List<RunMapping> left(
      List<RunMapping> all, Predicate<RunMapping> among, Comparator<RunMapping> key) {
    List<RunMapping> left = new ArrayList<>();
    for (RunMapping mapping : all) {
      if (among.test(mapping)) {
        left.add(mapping);
      }
    }
    left.sort(key.thenComparing(BY_SIZE.reversed()));
    return left;
  }

  /// The end of those whose key equals that of the first.
  private static int end(List<RunMapping> sorted, int first, Comparator<RunMapping> key) {
    int end = first + 1;
    while (end < sorted.size() && key.compare(sorted.get(first), sorted.get(end)) == 0) {
      end++;
    }
    return end;
  }

  private void pair(List<RunMapping> olds, List<RunMapping> currents, boolean certain) {
    for (int i = 0; i < Math.min(olds.size(), currents.size()); i++) {
      int old = olds.get(i).ordinal();
      int current = currents.get(i).ordinal();
      partners[old] = current;
      taken[current] = true;
      guessed.set(old, !certain);
    }
  }

  /// The changes, in the order of the later run; what is gone comes first.
  ///
  /// @param equal takes each mapping that has an equal one, and that one
  RunDiff diff(BiConsumer<RunMapping, RunMapping> equal) {
    List<RunChange> changes = new ArrayList<>();
    RunMapping[] olds = new RunMapping[after.size()];
    for (RunMapping old : before) {
      if (partners[old.ordinal()] == NONE) {
        changes.add(RunChange.removed(old));
      } else {
        olds[partners[old.ordinal()]] = old;
      }
    }
    int unchanged = 0;
    for (RunMapping current : after) {
      RunMapping old = olds[current.ordinal()];
      if (old == null) {
        changes.add(RunChange.added(current));
      } else if (old.isLike(current)) {
        unchanged++;
        equal.accept(old, current);
      } else {
        changes.add(RunChange.between(old, current, !guessed.get(old.ordinal())));
      }
    }
    return new RunDiff(changes, unchanged);
  }

  /// The ordinal of the partner of a mapping of the earlier run, or -1.
  int partner(RunMapping old) {
    return partners[old.ordinal()];
  }
}

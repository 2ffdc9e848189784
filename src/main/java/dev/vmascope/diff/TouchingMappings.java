package dev.vmascope.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A group of mappings of one lineage that touch each other across two listings. If both listings
/// have several of them, a boundary between two mappings has moved: then each is paired with what
/// it has become.
///
/// @param before of the earlier listing, in ascending order
/// @param after of the later listing, in ascending order
record TouchingMappings(List<PlacedMapping> before, List<PlacedMapping> after) {
  private static final int NONE = -1;

  /// What has become of them, each of them in exactly one change.
  List<MappingChange> changes() {
    if (before.size() < 2 || after.size() < 2) {
      return List.of(ChangeClassifier.of(before, after, false));
    }
    return new Pairing(this).changes();
  }

  /// A pairing of mappings with equal permissions, the rest with the pair that it overlaps most.
  private static final class Pairing {
    private final List<PlacedMapping> before;
    private final List<PlacedMapping> after;
    private final int[] partners;
    private final DisjointSets sets;

    Pairing(TouchingMappings touching) {
      before = touching.before;
      after = touching.after;
      partners = new int[before.size() + after.size()];
      Arrays.fill(partners, NONE);
      sets = new DisjointSets(partners.length);
    }

    List<MappingChange> changes() {
      int[] best = new int[partners.length];
      Arrays.fill(best, NONE);
      OverlappingMappings.forEachOverlap(
          before,
          after,
          (i, j) -> {
            if (before.get(i).isAsProtectedAs(after.get(j))) {
              best[i] = better(i, best[i], after(j));
            }
          });
      for (int i = 0; i < before.size(); i++) {
        if (best[i] != NONE && partners[best[i]] == NONE) {
          partners[i] = best[i];
          partners[best[i]] = i;
          sets.join(i, best[i]);
        }
      }
      joinRest();
      List<MappingChange> changes = new ArrayList<>();
      for (TouchingMappings part : OverlappingMappings.groups(sets, before, after)) {
        changes.add(ChangeClassifier.of(part.before, part.after, true));
      }
      return changes;
    }

    /// The rest joins the pair that covers most of it; where there is none, the mapping that does.
    private void joinRest() {
      boolean[] paired = new boolean[partners.length];
      for (int i = 0; i < partners.length; i++) {
        paired[i] = partners[i] != NONE;
      }
      boolean[] settled = join(paired, paired);
      boolean[] all = new boolean[partners.length];
      Arrays.fill(all, true);
      join(settled, all);
    }

    /// Joins each mapping that is not settled to the one of some others that covers most of it.
    ///
    /// @return what is settled now
    private boolean[] join(boolean[] settled, boolean[] others) {
      int[] best = new int[partners.length];
      Arrays.fill(best, NONE);
      OverlappingMappings.forEachOverlap(
          before,
          after,
          (i, j) -> {
            int other = after(j);
            if (!settled[i] && others[other]) {
              best[i] = better(i, best[i], other);
            }
            if (!settled[other] && others[i]) {
              best[other] = better(other, best[other], i);
            }
          });
      boolean[] now = settled.clone();
      for (int i = 0; i < best.length; i++) {
        if (best[i] != NONE) {
          sets.join(i, best[i]);
          now[i] = true;
        }
      }
      return now;
    }

    private int after(int index) {
      return before.size() + index;
    }

    private PlacedMapping at(int number) {
      return number < before.size() ? before.get(number) : after.get(number - before.size());
    }

    /// The one of two that has the larger overlap with a mapping; the first of equals.
    private int better(int number, int one, int other) {
      return one == NONE || at(number).overlap(at(other)) > at(number).overlap(at(one))
          ? other
          : one;
    }
  }
}

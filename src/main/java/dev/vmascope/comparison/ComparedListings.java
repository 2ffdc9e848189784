package dev.vmascope.comparison;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.SumsByCategory;
import dev.vmascope.diff.TooManyChangesException;
import dev.vmascope.diff.UseByCategory;
import dev.vmascope.diff.run.BaseShifts;
import dev.vmascope.diff.run.RunComparison;
import dev.vmascope.diff.run.RunDiff;
import dev.vmascope.diff.run.RunObject;
import dev.vmascope.http.table.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A comparison of the listings of two processes, by the alignment that fits.
///
/// @param sums the sums by category, of which the parts by address are meaningless between runs
/// @param use the memory use by category; empty if a listing does not have it
/// @param details empty if they take more memory than one answer may
record ComparedListings(
    SumsByCategory sums, Optional<UseByCategory> use, Optional<Details> details) {
  /// The limit on the memory for what is compared: some 70,000 mappings of both together.
  private static final long MOST_BYTES = 8 << 20;

  /// The details of a comparison.
  ///
  /// @param changes in the order of the addresses of the later listing
  /// @param uses the largest differences in memory use; empty if it is not compared
  /// @param unchanged the number of mappings that have an equal one
  record Details(
      Alignment alignment,
      BaseShifts shifts,
      List<RunObject> objects,
      List<MappingDiff> changes,
      Optional<LargestUseChanges> uses,
      int unchanged) {}

  /// Compares two listings that are there.
  ///
  /// @param mostUses the number of differences in memory use that are kept
  static ComparedListings of(ComparedListing before, ComparedListing after, int mostUses)
      throws IOException {
    UseByCategory use = new UseByCategory();
    SumsByCategory sums =
        SumsByCategory.of(use.before(before.mappings()), use.after(after.mappings()));
    Optional<UseByCategory> known = Optional.of(use).filter(UseByCategory::isKnown);
    try {
      Optional<LargestUseChanges> uses = known.map(_ -> new LargestUseChanges(mostUses));
      Details details = details(before, after, uses);
      return new ComparedListings(sums, known, Optional.of(details));
    } catch (TooManyChangesException _) {
      return new ComparedListings(sums, known, Optional.empty());
    }
  }

  private static Details details(
      ComparedListing before, ComparedListing after, Optional<LargestUseChanges> uses)
      throws IOException {
    RunComparison runs = RunComparison.of(before.mappings(), after.mappings(), MOST_BYTES);
    BaseShifts shifts = runs.shifts();
    if (before.isOfSameSpace(after) || shifts.areNone()) {
      AddressSpaceDiff diff =
          uses.isEmpty()
              ? AddressSpaceDiff.of(before.mappings(), after.mappings(), MOST_BYTES / 2)
              : AddressSpaceDiff.of(
                  before.mappings(), after.mappings(), MOST_BYTES / 2, uses.get()::add);
      List<MappingDiff> changes = new ArrayList<>();
      diff.changes()
          .forEach(change -> {
            changes.add(MappingDiff.of(change));
            uses.ifPresent(ranking -> ranking.add(change));
          });
      return new Details(
          Alignment.ADDRESS, shifts, runs.objects(), changes, uses, diff.unchanged());
    }
    RunDiff diff =
        runs.diff((old, current) -> uses.ifPresent(ranking -> ranking.add(old, current)));
    List<MappingDiff> changes = new ArrayList<>(diff.changes().size());
    diff.changes()
        .forEach(change -> {
          changes.add(MappingDiff.of(change));
          uses.ifPresent(ranking -> ranking.add(change));
        });
    return new Details(Alignment.IDENTITY, shifts, runs.objects(), changes, uses, diff.unchanged());
  }

  /// The summary for people: `+214 MiB in 3 mappings: 2 added, 1 grown`.
  String summary() {
    String bytes = Units.change(sums.total().changedBytes());
    if (details.isEmpty()) {
      return bytes + ": too many mappings to list what differs" + usedSummary();
    }
    List<MappingDiff> changes = details.get().changes();
    if (changes.isEmpty()) {
      return "no mapping differs" + usedSummary();
    }
    return bytes
        + " in "
        + (changes.size() == 1 ? "1 mapping: " : changes.size() + " mappings: ")
        + ChangeType.tally(changes.stream().map(MappingDiff::type))
        + usedSummary();
  }

  private String usedSummary() {
    long change = use.map(known -> known.total().change().resident()).orElse(0L);
    return use.isEmpty() ? "" : "; resident " + (change == 0 ? "unchanged" : Units.change(change));
  }
}

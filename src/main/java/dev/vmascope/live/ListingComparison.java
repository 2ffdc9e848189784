package dev.vmascope.live;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.SumsByCategory;
import dev.vmascope.diff.TooManyChangesException;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.table.Units;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The comparison of two listings of a process, as far as they can be compared.
///
/// @param diff empty if they were not compared, or too much differs
/// @param sums empty if they were not compared
/// @param summary for people
/// @param gaps the reasons for what is empty
record ListingComparison(
    Optional<AddressSpaceDiff> diff,
    Optional<SumsByCategory> sums,
    String summary,
    List<UnavailableField> gaps) {
  /// The limit on the memory for the mappings that differ: some 5,000 of them.
  private static final long MOST_BYTES = 4 << 20;

  private static final String EXEC =
      "the process took another address space (exec); watch it again";

  static ListingComparison of(ListingReading before, ListingReading after, int pid)
      throws IOException {
    if (after.process().type() != ProcessType.USER || before.process().type() != ProcessType.USER) {
      return none("it has no address space", Remedies.unlisted("changes", after));
    }
    if (!after.process().identity().equals(before.process().identity())) {
      return none(
          "it runs another program now", List.of(new UnavailableField("changes", "gone", EXEC)));
    }
    try {
      return compared(before, after);
    } catch (MalformedException e) {
      throw ProcessProblems.malformed(pid, e).exception();
    }
  }

  private static ListingComparison none(String why, List<UnavailableField> gaps) {
    return new ListingComparison(Optional.empty(), Optional.empty(), "not compared: " + why, gaps);
  }

  private static ListingComparison compared(ListingReading before, ListingReading after)
      throws IOException {
    SumsByCategory sums =
        SumsByCategory.of(
            before.mappings(AnswerWork::over)::next, after.mappings(AnswerWork::over)::next);
    try {
      AddressSpaceDiff diff = diff(before, after, MOST_BYTES);
      if (seemsAnotherProgram(after.process(), diff)) {
        return none(
            "no mapping is the same, so it seems to run another program now",
            List.of(new UnavailableField("changes", "gone", EXEC)));
      }
      return new ListingComparison(
          Optional.of(diff), Optional.of(sums), summary(diff, sums), List.of());
    } catch (TooManyChangesException _) {
      return new ListingComparison(
          Optional.empty(),
          Optional.of(sums),
          Units.change(sums.total().changedBytes()) + ": too many changes to list",
          List.of(
              new UnavailableField(
                  "changes",
                  "skipped",
                  "more mappings differ than one answer can list; watch for a shorter time")));
    }
  }

  /// The difference of two whole listings.
  ///
  /// @param mostBytes the limit on the memory for mappings that differ
  /// @throws TooManyChangesException if they take more
  static AddressSpaceDiff diff(ListingReading before, ListingReading after, long mostBytes)
      throws IOException {
    return AddressSpaceDiff.of(
        before.mappings(AnswerWork::over)::next, after.mappings(AnswerWork::over)::next, mostBytes);
  }

  /// Whether no mapping is the same, where the service may not read what identifies an address
  /// space: then the process seems to run another program.
  static boolean seemsAnotherProgram(ProcessReading after, AddressSpaceDiff diff) {
    boolean identified = after.addressSpaceId().isPresent();
    return !identified && diff.unchanged() == 0 && !diff.changes().isEmpty();
  }

  private static String summary(AddressSpaceDiff diff, SumsByCategory sums) {
    if (diff.changes().isEmpty()) {
      return "no mapping changed";
    }
    return Units.change(sums.total().changedBytes())
        + ": "
        + ChangeType.tally(diff.changes().stream().map(MappingChange::type));
  }
}

package dev.vmascope.growth;

import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.operation.RollupGaps;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The `unavailable` entries of growth.
final class GrowthRemedies {
  private static final String FEW_READS =
      "its mappings changed and were not read often enough in the window; try again later, or with a longer window";
  private static final String FILLS =
      "memory that was mapped before is being filled, and it is not known yet which; see …/summary?detail=smaps,"
          + " or try again later";

  private GrowthRemedies() {}

  /// The entries for one process.
  ///
  /// @param interval the time between two ticks
  /// @param slopes the known slopes
  static List<UnavailableField> absent(
      ProcessReading reading,
      Optional<ProcessSample> sampled,
      Optional<ProcessHistory> history,
      Sample sample,
      Duration window,
      Duration interval,
      Map<Measure, Double> slopes) {
    if (reading.type() != ProcessType.USER) {
      return List.of(
          new UnavailableField(
              "samples", "not-applicable", Remedies.withoutMemory(reading.type())));
    }
    if (sampled.isEmpty() || history.isEmpty()) {
      return List.of(
          new UnavailableField(
              "samples",
              "partial",
              "try again later: the process, or its address space, is newer than the last sample; there is one every "
                  + interval));
    }
    List<UnavailableField> absent = new ArrayList<>();
    ProcessSample process = sampled.get();
    if (process.value(Measure.MAPPINGS).isEmpty()) {
      absent.add(mappings(process));
    }
    Instant knownFrom = history.get().warmFrom().plus(window.dividedBy(3));
    if (knownFrom.isAfter(sample.at())) {
      absent.add(
          new UnavailableField(
              "measures[].growthPerSecond",
              "partial",
              "try again from "
                  + knownFrom
                  + " on: a third of the window must be known, after vmascope.growth.warm-up"));
    }
    boolean fewReads =
        process.value(Measure.MAPPINGS).isPresent() && !slopes.containsKey(Measure.MAPPINGS);
    if (fewReads && !knownFrom.isAfter(sample.at())) {
      absent.add(
          new UnavailableField(
              "categories[].growthPerSecond",
              "partial",
              FEW_READS + "; the same holds for their number. See change for what is known"));
    }
    if (process.grown().verdict() == Verdict.UNKNOWN) {
      absent.add(verdict(process, history.get().warmFrom()));
    }
    if (process.grown().fillsWhatWasMapped()
        && history.get().blamed(process, sample.at()).isEmpty()) {
      absent.add(new UnavailableField("blamed", "partial", FILLS));
    }
    absent.addAll(forgotten(history.get().log()));
    return absent;
  }

  /// The entry for a missing verdict: there is none yet, or too little is known of the mappings.
  private static UnavailableField verdict(ProcessSample process, Instant warmFrom) {
    boolean memoryIsKnown = process.grown().verdict(Measure.PRIVATE) != Verdict.UNKNOWN;
    return new UnavailableField(
        "verdict",
        "partial",
        memoryIsKnown
            ? "private memory does not grow; for its threads or some of its mappings this is not known yet: "
                + FEW_READS
            : "try again when vmascope.growth.window has passed since "
                + warmFrom
                + "; it must be at least 36 times vmascope.sampling.interval");
  }

  /// The entries for the sums of one group: absent ones, and those that only a part of its members
  /// has.
  static List<UnavailableField> absent(GroupSample group, Optional<SampleLog> log) {
    List<UnavailableField> absent = new ArrayList<>();
    if (group.mappingsCoverage() < 1 && group.processes() > 0) {
      absent.add(
          partly(
              "mappings",
              group.mappingsCoverage(),
              "members (mappingsCoverage): the real sums, also by category, are at least these. Try again later;"
                  + " /api/system says whether the service can read mappings of other users"));
    }
    if (group.growthCoverage() < 1 && group.processes() > 0) {
      absent.add(
          partly(
              "measures[].growthPerSecond",
              group.growthCoverage(),
              "resident memory (growthCoverage): the other members are too young after warm-up. See change for"
                  + " what is known"));
    }
    absent.addAll(log.map(GrowthRemedies::forgotten).orElse(List.of()));
    return absent;
  }

  /// The entries for values that only a part of some groups has, or none.
  ///
  /// @param rollup whether the sampler reads rollups
  static List<UnavailableField> absent(List<GroupSample> groups, boolean rollup) {
    List<UnavailableField> absent = new ArrayList<>();
    double least =
        groups.stream()
            .filter(group -> group.processes() > 0)
            .mapToDouble(GroupSample::mappingsCoverage)
            .min()
            .orElse(1);
    if (least < 1) {
      absent.add(
          partly(
              "groups[].mappings",
              least,
              "members of one group (mappingsCoverage): its real sum is at least this. Try again later;"
                  + " /api/system says whether the service can read mappings of other users"));
    }
    boolean withoutShares =
        groups.stream()
            .filter(group -> group.processes() > 0)
            .anyMatch(group -> group.value(Measure.PROPORTIONAL).isEmpty());
    if (withoutShares) {
      absent.addAll(RollupGaps.of("groups[].", "every member", rollup));
    }
    return absent;
  }

  private static UnavailableField partly(String field, double share, String of) {
    return new UnavailableField(
        field,
        "partial",
        String.format(Locale.ROOT, "known of %.0f %% of the %s", 100 * share, of));
  }

  /// The entry for samples that were evicted.
  static List<UnavailableField> forgotten(SampleLog log) {
    return log.hasForgotten()
        ? List.of(
            new UnavailableField(
                "samples",
                "partial",
                "raise vmascope.history.memory: it is used up, so older samples were dropped early"))
        : List.of();
  }

  private static UnavailableField mappings(ProcessSample process) {
    OutcomeKind access = process.reading().mapsAccess();
    if (process.mappingsMisunderstood()) {
      return new UnavailableField(
          "categories", "malformed", Remedies.unreadable(OutcomeKind.MALFORMED));
    }
    return switch (access) {
      case DENIED ->
          new UnavailableField(
              "categories", access.toString(), Remedies.forMaps(process.reading(), Errno.EACCES));
      case OK, GONE, MALFORMED, PARTIAL, TIMED_OUT, NOT_APPLICABLE ->
          new UnavailableField(
              "categories",
              "partial",
              "try again later: its mappings have not been read yet, or could not be read");
    };
  }
}

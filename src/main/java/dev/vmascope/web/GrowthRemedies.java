package dev.vmascope.web;

import dev.vmascope.growth.Measure;
import dev.vmascope.growth.SampleLog;
import dev.vmascope.growth.Verdict;
import dev.vmascope.procfs.Errno;
import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says why growth is not known, or not yet, and what would help.
final class GrowthRemedies {
  private GrowthRemedies() {}

  /// What of a process's growth could not be had.
  ///
  /// @param interval between two ticks
  static List<UnavailableView> absent(
      ProcessReading reading,
      Optional<ProcessSample> sampled,
      Optional<ProcessHistory> history,
      Sample sample,
      Duration window,
      Duration interval) {
    if (reading.type() != ProcessType.USER) {
      return List.of(
          new UnavailableView("samples", "not-applicable", Remedies.withoutMemory(reading.type())));
    }
    if (sampled.isEmpty() || history.isEmpty()) {
      return List.of(
          new UnavailableView(
              "samples",
              "partial",
              "ask again: it, or its address space, is newer than the last sample; there is one every "
                  + interval));
    }
    List<UnavailableView> absent = new ArrayList<>();
    ProcessSample process = sampled.get();
    if (process.value(Measure.MAPPINGS).isEmpty()) {
      absent.add(mappings(process.reading().mapsAccess()));
    }
    Instant told = history.get().warmFrom().plus(window.dividedBy(3));
    if (told.isAfter(sample.at())) {
      absent.add(
          new UnavailableView(
              "measures[].growthPerSecond",
              "partial",
              "ask again from "
                  + told
                  + " on: a third of the window must be known, after vmascope.growth.warm-up"));
    }
    if (process.grown().verdict() == Verdict.UNKNOWN) {
      absent.add(
          new UnavailableView(
              "verdict",
              "partial",
              "ask again when vmascope.growth.window has passed since "
                  + history.get().warmFrom()
                  + "; it must be at least 36 times vmascope.sampling.interval"));
    }
    absent.addAll(forgotten(history.get().log()));
    return absent;
  }

  /// Samples that had to make room.
  static List<UnavailableView> forgotten(SampleLog log) {
    return log.hasForgotten()
        ? List.of(
            new UnavailableView(
                "samples",
                "partial",
                "vmascope.history.memory is spent: older samples were forgotten before their time"))
        : List.of();
  }

  private static UnavailableView mappings(OutcomeKind access) {
    return switch (access) {
      case DENIED ->
          new UnavailableView("categories", access.toString(), Remedies.forMaps(Errno.EACCES));
      case OK, GONE, MALFORMED, PARTIAL, TIMED_OUT, NOT_APPLICABLE ->
          new UnavailableView(
              "categories",
              "partial",
              "ask again: its mappings have not been read yet, or could not be");
    };
  }
}

package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.GrowthWindow;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.TimedValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The history of a process: its samples, and reads of its held memory.
///
/// @param log its samples; the newest may be later than the published sample
/// @param warmFrom the time from which on samples count for growth
/// @param heldMemory the last totals of its held memory
public record ProcessHistory(SampleLog log, Instant warmFrom, HeldMemoryReadings heldMemory) {
  /// The samples of a window.
  ///
  /// @param until the end of the window, included
  public List<TimedValues> samples(Duration window, Instant until) {
    return log.between(until.minus(window), until);
  }

  /// The changes since the first sample.
  ///
  /// @param now the process in the published sample
  /// @param at the time of that sample
  public Changes changes(ProcessSample now, Instant at) {
    return new Changes(log.firstWith(Measure.PRIVATE), log.firstWith(Measure.MAPPINGS), now, at);
  }

  /// The category of mappings that causes the growth; empty if there is none, or not yet.
  ///
  /// @param now the process in the published sample
  /// @param at the time of that sample
  public Optional<MappingCategory> blamed(ProcessSample now, Instant at) {
    return now.grown().blamed(() -> heldMemory.filled(gained(now, at)));
  }

  private long gained(ProcessSample now, Instant at) {
    Changes changes = changes(now, at);
    return changes.of(Measure.PRIVATE).map(Change::amount).orElse(0L)
        + changes.of(Measure.SHARED_MEMORY).map(Change::amount).orElse(0L);
  }

  /// The growth in a window other than [GrowthProperties#window].
  public GrowthWindow growth(Duration window, Instant until) {
    GrowthWindow growth = new GrowthWindow(window);
    for (TimedValues sample : samples(window, until)) {
      if (!sample.at().isBefore(warmFrom)) {
        growth.add(sample.at(), sample.values());
      }
    }
    return growth;
  }

  /// The slope of one measure, per second; absent until it can be distinguished from noise.
  public OptionalDouble slope(Measure measure, Duration window, Instant until) {
    return growth(window, until).slope(measure);
  }
}

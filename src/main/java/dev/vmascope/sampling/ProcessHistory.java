package dev.vmascope.sampling;

import dev.vmascope.growth.GrowthWindow;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.SampleLog;
import dev.vmascope.growth.TimedValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// What is remembered of a process.
///
/// @param log its samples; the newest may be later than the published sample
/// @param warmFrom from when on they count for growth
public record ProcessHistory(SampleLog log, Instant warmFrom) {
  /// Its samples of some time.
  ///
  /// @param until the last moment of it
  public List<TimedValues> samples(Duration window, Instant until) {
    return log.between(until.minus(window), until);
  }

  /// How it grew in a time that is not the one of [GrowthProperties#window].
  public GrowthWindow growth(Duration window, Instant until) {
    GrowthWindow growth = new GrowthWindow(window);
    for (TimedValues sample : samples(window, until)) {
      if (!sample.at().isBefore(warmFrom)) {
        growth.add(sample.at(), sample.values());
      }
    }
    return growth;
  }

  /// How one measure grew, a second; absent until that can be told from noise.
  public OptionalDouble slope(Measure measure, Duration window, Instant until) {
    return growth(window, until).slope(measure);
  }
}

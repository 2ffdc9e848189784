package dev.vmascope.sampling.tick;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.sampling.*`: the interval of ticks, and their rollups.
///
/// @param interval the time from the start of one tick to the start of the next
/// @param rollup whether to read `smaps_rollup` as well, as far as the governor of reads that walk
///   page tables permits
@ConfigurationProperties("vmascope.sampling")
public record SamplingProperties(
    @DefaultValue("10s") Duration interval, @DefaultValue("false") boolean rollup) {
  public SamplingProperties {
    if (interval.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException(
          "vmascope.sampling.interval must be at least 100ms, got " + interval);
    }
  }
}

package dev.vmascope.sampling;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much is remembered.
///
/// @param memory what the samples of all processes and what the verdicts need may take; the oldest
///   samples go first
@ConfigurationProperties("vmascope.history")
public record HistoryProperties(@DefaultValue("16MB") DataSize memory) {
  public HistoryProperties {
    if (memory.toBytes() < 1 << 20) {
      throw new IllegalArgumentException(
          "vmascope.history.memory must be at least 1MB, got " + memory);
    }
  }
}

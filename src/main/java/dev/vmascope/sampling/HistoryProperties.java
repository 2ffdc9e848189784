package dev.vmascope.sampling;

import dev.vmascope.growth.SampleLog;
import java.util.List;
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

  /// Forgets the oldest samples of all, a part at a time, until what is left fits.
  ///
  /// @param bytes what all takes now
  void trim(long bytes, List<SampleLog> logs) {
    long over = bytes - memory.toBytes();
    while (over > 0) {
      int freed = logs.stream().mapToInt(SampleLog::forgetOldest).sum();
      if (freed == 0) {
        return;
      }
      over -= freed;
    }
  }
}

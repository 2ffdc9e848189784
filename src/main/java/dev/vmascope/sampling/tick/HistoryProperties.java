package dev.vmascope.sampling.tick;

import dev.vmascope.trend.SampleLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The properties `vmascope.history.*`: the memory for samples and verdicts.
///
/// @param memory the maximum size of the samples of all processes and of the state of verdicts; the
///   oldest samples are dropped first
@ConfigurationProperties("vmascope.history")
public record HistoryProperties(@DefaultValue("16MB") DataSize memory) {
  public HistoryProperties {
    if (memory.toBytes() < 1 << 20) {
      throw new IllegalArgumentException(
          "vmascope.history.memory must be at least 1MB, got " + memory);
    }
  }

  /// Drops the oldest samples of all, a part at a time, until the rest fits.
  void trim(Collection<TrackedProcess> processes, Collection<SampleLog> ofGroups) {
    long bytes = ofGroups.stream().mapToLong(SampleLog::bytes).sum();
    for (TrackedProcess process : processes) {
      bytes += process.historyBytes();
    }
    if (bytes <= memory.toBytes()) {
      return;
    }
    List<SampleLog> logs = new ArrayList<>(ofGroups);
    processes.forEach(process -> logs.add(process.tracker().history().log()));
    trim(bytes, logs);
  }

  private void trim(long bytes, List<SampleLog> logs) {
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

package dev.vmascope.sampling.saved;

import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.LimitForecast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The histories that a start of the service leaves to the next one.
///
/// @param processes those of processes
/// @param limits those of control groups with a memory limit, by their directories
public record SavedHistory(List<SavedProcess> processes, Map<String, LimitForecast> limits) {
  /// The maximum number of control groups, and of bytes in the name of each.
  public static final int MOST_LIMITS = 500;

  static final int LONGEST_NAME = 256;

  /// No histories.
  public static final SavedHistory NONE = new SavedHistory(List.of(), Map.of());

  public SavedHistory {
    processes = List.copyOf(processes);
    limits = Map.copyOf(limits);
  }

  /// Those of processes, by process.
  public Map<ProcessKey, SavedProcess> byKey() {
    Map<ProcessKey, SavedProcess> byKey = new HashMap<>();
    processes.forEach(process -> byKey.put(process.key(), process));
    return byKey;
  }
}

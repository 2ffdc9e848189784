package dev.vmascope.metrics;

import dev.vmascope.sampling.ProcessSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The meters of the processes that have series of their own.
final class ProcessMeters {
  /// All of them.
  static final List<SeriesMeter<ProcessSample>> ALL = all();

  private ProcessMeters() {}

  private static List<SeriesMeter<ProcessSample>> all() {
    String prefix = "vmascope.process.";
    List<SeriesMeter<ProcessSample>> meters = new ArrayList<>(MeasuredMeters.of(prefix));
    meters.add(
        SeriesMeter.gauge(
            prefix + "start.time",
            "seconds",
            "Start time, in seconds since 1970",
            process ->
                process.startTime().isPresent()
                    ? OptionalDouble.of(process.startTime().get().toEpochMilli() / 1e3)
                    : OptionalDouble.empty()));
    return List.copyOf(meters);
  }
}

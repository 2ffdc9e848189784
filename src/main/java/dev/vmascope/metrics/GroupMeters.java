package dev.vmascope.metrics;

import dev.vmascope.sampling.GroupSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The meters of groups.
final class GroupMeters {
  /// All of them.
  static final List<SeriesMeter<GroupSample>> ALL = all();

  private GroupMeters() {}

  private static List<SeriesMeter<GroupSample>> all() {
    String prefix = "vmascope.group.";
    List<SeriesMeter<GroupSample>> meters = new ArrayList<>(MeasuredMeters.of(prefix));
    meters.add(
        SeriesMeter.gauge(
            prefix + "processes",
            "",
            "Live processes with memory",
            group -> OptionalDouble.of(group.processes())));
    meters.add(
        SeriesMeter.gauge(
            prefix + "memory.limit",
            "bytes",
            "Smallest memory limit of the control groups of its processes",
            group -> SeriesMeter.asDouble(group.memoryLimitBytes())));
    meters.add(
        SeriesMeter.gauge(
            prefix + "leak.suspects",
            "",
            "Processes with the verdict leaking",
            group -> OptionalDouble.of(group.leakSuspects())));
    meters.add(
        SeriesMeter.gauge(
            prefix + "growth.coverage",
            "ratio",
            "Share of the resident memory whose growth is known",
            group -> OptionalDouble.of(group.growthCoverage())));
    meters.add(
        SeriesMeter.gauge(
            prefix + "mappings.coverage",
            "ratio",
            "Share of the processes whose mappings are known",
            group -> OptionalDouble.of(group.mappingsCoverage())));
    return List.copyOf(meters);
  }
}

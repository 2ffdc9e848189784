package dev.vmascope.metrics;

import dev.vmascope.sampling.GroupLimit;
import dev.vmascope.sampling.GroupSample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

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
    addLimits(prefix + "memory.limit", meters);
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

  /// The limit of a container, not the sum over all: any one of them is killed at its own.
  private static void addLimits(String prefix, List<SeriesMeter<GroupSample>> meters) {
    meters.add(
        SeriesMeter.gauge(
            prefix,
            "bytes",
            "Memory limit of the control group of its processes, or one above, that is nearest to its limit",
            group -> limit(group, limit -> limit.nearest().limitBytes())));
    meters.add(
        SeriesMeter.gauge(
            prefix + ".ratio",
            "",
            "Memory of that control group without inactive file pages / its limit",
            group -> limit(group, limit -> limit.nearest().ratio())));
    meters.add(
        SeriesMeter.gauge(
            prefix + ".eta",
            "seconds",
            "Time until that control group reaches its limit, by the floors of memory that the kernel cannot take back",
            group -> limit(group, limit -> limit.nearest().seconds())));
  }

  private static OptionalDouble limit(GroupSample group, ToDoubleFunction<GroupLimit> value) {
    return group.limit().isPresent()
        ? OptionalDouble.of(value.applyAsDouble(group.limit().get()))
        : OptionalDouble.empty();
  }
}

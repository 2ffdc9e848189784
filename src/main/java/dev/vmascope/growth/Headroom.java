package dev.vmascope.growth;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.sampling.HeldMemory;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The limits that a process approaches, and the time until it reaches them.
///
/// @param at the time of the sample
/// @param slopes the slopes of its measures, per second
record Headroom(
    Optional<ProcessSample> process,
    Optional<ProcessHistory> history,
    HostInfo node,
    Instant at,
    Map<Measure, Double> slopes) {

  /// The headroom in mappings; absent where it is unknown.
  @Nullable HeadroomView mappings() {
    return HeadroomView.of(
        "vm.max_map_count",
        Measure.MAPPINGS,
        value(Measure.MAPPINGS),
        node.mappingLimit(),
        slope(Measure.MAPPINGS));
  }

  /// The headroom in private memory; absent where it is unknown.
  @Nullable HeadroomView memory() {
    OptionalLong limit = process.map(ProcessSample::memoryLimitBytes).orElse(OptionalLong.empty());
    return HeadroomView.of(
        limit.isPresent() ? "control group" : "machine",
        Measure.PRIVATE,
        value(Measure.PRIVATE),
        limit.isPresent() ? limit : node.memoryBytes(),
        slope(Measure.PRIVATE));
  }

  /// The headroom in the Java heap at its last reading; absent without one. The heap counts as
  /// approaching its limit if it is to blame for growth.
  @Nullable HeadroomView heap(Optional<MappingCategory> blamed) {
    Optional<HeldMemory> latest = history.flatMap(known -> known.heldMemory().latest());
    boolean fills = blamed.filter(MappingCategory.JAVA_HEAP::equals).isPresent();
    return latest
        .flatMap(held ->
            Optional.ofNullable(
                    HeadroomView.of(
                        "java-heap",
                        Measure.PRIVATE,
                        OptionalLong.of(held.of(MappingCategory.JAVA_HEAP)),
                        held.heapLimitBytes(),
                        fills ? slope(Measure.PRIVATE) : OptionalDouble.empty()))
                .map(limit -> limit.after(age(held))))
        .orElse(null);
  }

  private Duration age(HeldMemory held) {
    return process
        .map(_ -> Duration.between(held.at(), at))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /// The limit that is reached first; absent where none is approached.
  @Nullable HeadroomView nearest(Optional<MappingCategory> blamed) {
    return Stream.of(
            Optional.ofNullable(mappings()),
            Optional.ofNullable(memory()),
            Optional.ofNullable(heap(blamed)))
        .flatMap(Optional::stream)
        .filter(limit -> limit.secondsLeft() != null)
        .min(Comparator.comparingDouble(limit -> Objects.requireNonNull(limit.secondsLeft())))
        .orElse(null);
  }

  private OptionalLong value(Measure measure) {
    return process.map(known -> known.value(measure)).orElse(OptionalLong.empty());
  }

  private OptionalDouble slope(Measure measure) {
    return MeasureGrowthView.slope(slopes, measure);
  }
}

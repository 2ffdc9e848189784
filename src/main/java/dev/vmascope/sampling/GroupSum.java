package dev.vmascope.sampling;

import dev.vmascope.growth.Measure;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The members of one group, being added up.
final class GroupSum {
  private final String name;
  private final Map<Measure, Long> values = new HashMap<>();
  private final Map<Measure, Double> growth = new HashMap<>();
  private FaultBook.Faults faults = FaultBook.Faults.NONE;
  private int processes;
  private int withMappings;
  private long coveredBytes;
  private OptionalDouble limitRatio = OptionalDouble.empty();
  private OptionalDouble limitSeconds = OptionalDouble.empty();

  GroupSum(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  FaultBook.Faults faults() {
    return faults;
  }

  long residentBytes() {
    return values.getOrDefault(Measure.RESIDENT, 0L);
  }

  /// @param counted whether its memory is its own
  void add(ProcessSample process, boolean counted, FaultBook.Faults increase) {
    processes++;
    faults = faults.plus(increase);
    if (!counted) {
      return;
    }
    for (Measure measure : Measure.ALL) {
      OptionalLong value = process.value(measure);
      if (value.isPresent()) {
        values.merge(measure, value.getAsLong(), Long::sum);
      }
    }
    process.growth().forEach((measure, slope) -> growth.merge(measure, slope, Double::sum));
    if (!process.growth().isEmpty()) {
      coveredBytes += process.value(Measure.RESIDENT).orElse(0);
    }
    if (process.value(Measure.MAPPINGS).isPresent()) {
      withMappings++;
    }
    limitRatio = larger(limitRatio, process.mappingLimitRatio());
    limitSeconds = smaller(limitSeconds, process.mappingLimitSeconds());
  }

  /// Takes another group in.
  void add(GroupSum folded) {
    processes += folded.processes;
    withMappings += folded.withMappings;
    faults = faults.plus(folded.faults);
    folded.values.forEach((measure, value) -> values.merge(measure, value, Long::sum));
    folded.growth.forEach((measure, slope) -> growth.merge(measure, slope, Double::sum));
    coveredBytes += folded.coveredBytes;
    limitRatio = larger(limitRatio, folded.limitRatio);
    limitSeconds = smaller(limitSeconds, folded.limitSeconds);
  }

  private static OptionalDouble larger(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble()))
        : one.isPresent() ? one : other;
  }

  private static OptionalDouble smaller(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(Math.min(one.getAsDouble(), other.getAsDouble()))
        : one.isPresent() ? one : other;
  }

  /// The sums so far.
  ///
  /// @param total all faults since the group was first seen
  GroupSample sample(FaultBook.Faults total) {
    return new GroupSample(
        name,
        processes,
        values,
        growth,
        residentBytes() == 0 ? 0 : (double) coveredBytes / residentBytes(),
        processes == 0 ? 0 : (double) withMappings / processes,
        limitRatio,
        limitSeconds,
        total.minor(),
        total.major());
  }
}

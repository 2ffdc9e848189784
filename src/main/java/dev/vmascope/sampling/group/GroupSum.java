package dev.vmascope.sampling.group;

import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A running sum over the members of one group.
public final class GroupSum {
  private static final double HALF = 0.5;

  private final String name;
  private final MeasureValues.Sum values = new MeasureValues.Sum();
  private final Map<Measure, Double> growth = new HashMap<>();
  private PageFaultCounter.Faults faults = PageFaultCounter.Faults.NONE;
  private int processes;
  private int withMappings;
  private int counted;
  private int withUsage;
  private int leaking;
  private long coveredBytes;
  private OptionalLong memoryLimit = OptionalLong.empty();
  private final Foremost foremost;
  private final Set<GroupFields> places = new LinkedHashSet<>();
  private OptionalDouble limitRatio = OptionalDouble.empty();
  private OptionalDouble limitSeconds = OptionalDouble.empty();

  GroupSum(String name) {
    this(name, Foremost.Named.NONE);
  }

  /// @param before the members that were named in the last tick
  GroupSum(String name, Foremost.Named before) {
    this.name = name;
    foremost = new Foremost(before);
  }

  String name() {
    return name;
  }

  PageFaultCounter.Faults faults() {
    return faults;
  }

  long residentBytes() {
    return values.of(Measure.RESIDENT);
  }

  /// @param ownMemory whether its memory is its own
  void add(ProcessSample process, boolean ownMemory, PageFaultCounter.Faults increase) {
    processes++;
    faults = faults.plus(increase);
    memoryLimit = smaller(memoryLimit, process.memoryLimitBytes());
    foremost.add(process);
    if (places.size() < GroupSample.MOST_PLACES) {
      places.add(process.fields().only(GroupSample.PLACE));
    }
    if (!ownMemory) {
      return;
    }
    counted++;
    withUsage += process.value(Measure.PROPORTIONAL).isPresent() ? 1 : 0;
    values.add(process.values());
    addGrowth(process.grown().slopes());
    if (!process.grown().slopes().isEmpty()) {
      coveredBytes += process.value(Measure.RESIDENT).orElse(0);
    }
    if (process.grown().verdict() == Verdict.LEAKING) {
      leaking++;
    }
    if (process.value(Measure.MAPPINGS).isPresent()) {
      withMappings++;
    }
    limitRatio = larger(limitRatio, process.mappingLimitRatio());
    limitSeconds = smaller(limitSeconds, pressing(process));
  }

  /// The time until a member reaches its limit of mappings, if it has used half of it: a small one
  /// that grows and a large one that does not are no alarm together.
  private static OptionalDouble pressing(ProcessSample process) {
    OptionalDouble seconds = process.mappingLimitSeconds();
    return seconds.isPresent() && process.mappingLimitRatio().orElse(0) < HALF
        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
        : seconds;
  }

  /// Adds another group.
  void add(GroupSum folded) {
    processes += folded.processes;
    withMappings += folded.withMappings;
    counted += folded.counted;
    withUsage += folded.withUsage;
    leaking += folded.leaking;
    faults = faults.plus(folded.faults);
    values.add(folded.values.values());
    addGrowth(folded.growth);
    coveredBytes += folded.coveredBytes;
    memoryLimit = smaller(memoryLimit, folded.memoryLimit);
    foremost.add(folded.foremost);
    limitRatio = larger(limitRatio, folded.limitRatio);
    limitSeconds = smaller(limitSeconds, folded.limitSeconds);
  }

  /// Adds slopes. Most are 0, and change nothing once the measure has one.
  private void addGrowth(Map<Measure, Double> slopes) {
    slopes.forEach((measure, slope) -> {
      if (slope != 0 || !growth.containsKey(measure)) {
        growth.merge(measure, slope, Double::sum);
      }
    });
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

  /// The smaller of two bounds, of which each may be absent.
  public static OptionalLong smaller(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()))
        : one.isPresent() ? one : other;
  }

  /// The sums so far.
  ///
  /// @param total all faults since the group was first seen
  GroupSample sample(PageFaultCounter.Faults total) {
    MeasureValues known = values.values();
    return new GroupSample(
        name,
        processes,
        name.equals(GroupSample.OTHER) ? Set.of() : places,
        memoryLimit,
        foremost.limit(),
        foremost.suspect(),
        // The usage of some members is no sum over the group.
        withUsage == counted ? known : known.withoutUsage(),
        growth,
        residentBytes() == 0 ? 0 : (double) coveredBytes / residentBytes(),
        processes == 0 ? 0 : (double) withMappings / processes,
        limitRatio,
        limitSeconds,
        leaking,
        total.minor(),
        total.major());
  }
}

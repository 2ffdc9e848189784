package dev.vmascope.sampling.group;

import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.MeasuredSubject;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// A running sum over the members of one group.
public final class GroupSum {
  private static final double HALF = 0.5;

  private final String name;
  private final MeasureValues.Sum values = new MeasureValues.Sum();

  /// The sums of slopes; empty while all members have the same ones, which are 0.
  private final Map<Measure, Double> growth = new HashMap<>();

  /// The slopes that were added last, and are all 0.
  private Map<Measure, Double> zeros = Map.of();

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

  /// NaN until a member knows it; the same for the next field.
  private double limitRatio = Double.NaN;

  private double limitSeconds = Double.NaN;

  /// @param at the time of the tick
  /// @param before the members that were named in the last tick
  GroupSum(String name, Instant at, Foremost.Named before) {
    this.name = name;
    foremost = new Foremost(at, before);
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
    if (places.size() < GroupSample.MOST_PLACES && !isKnownPlace(process.fields())) {
      places.add(process.fields().only(GroupSample.PLACE));
    }
    if (!ownMemory) {
      return;
    }
    counted++;
    withUsage += process.values().knows(Measure.PROPORTIONAL) ? 1 : 0;
    values.add(process.values());
    addGrowth(process.grown().slopes());
    if (!process.grown().slopes().isEmpty()) {
      coveredBytes += process.values().orZero(Measure.RESIDENT);
    }
    if (process.grown().verdict() == Verdict.LEAKING) {
      leaking++;
    }
    if (process.values().knows(Measure.MAPPINGS)) {
      withMappings++;
    }
    limitRatio = larger(limitRatio, process.mappingLimitRatioOrNaN());
    limitSeconds = smaller(limitSeconds, pressing(process));
  }

  private boolean isKnownPlace(GroupFields fields) {
    for (GroupFields place : places) {
      if (fields.agrees(place, GroupSample.PLACE)) {
        return true;
      }
    }
    return false;
  }

  /// The time until a member reaches its limit of mappings, if it has used half of it: a small one
  /// that grows and a large one that does not are no alarm together.
  private static double pressing(ProcessSample process) {
    return process.mappingLimitRatioOrNaN() < HALF
        ? Double.POSITIVE_INFINITY
        : process.mappingLimitSecondsOrNaN();
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
    addGrowth(folded.slopes());
    coveredBytes += folded.coveredBytes;
    memoryLimit = smaller(memoryLimit, folded.memoryLimit);
    foremost.add(folded.foremost);
    limitRatio = larger(limitRatio, folded.limitRatio);
    limitSeconds = smaller(limitSeconds, folded.limitSeconds);
  }

  /// Adds slopes. Most are 0, and change nothing once the measure has one.
  @SuppressWarnings("ReferenceEquality") // processes at rest share theirs
  private void addGrowth(Map<Measure, Double> slopes) {
    if (slopes == zeros) {
      return;
    }
    boolean rests = areZero(slopes);
    if (!rests || !slopes().isEmpty()) {
      if (growth.isEmpty()) {
        sum(zeros);
      }
      sum(slopes);
    }
    zeros = rests ? slopes : zeros;
  }

  private static boolean areZero(Map<Measure, Double> slopes) {
    for (double slope : slopes.values()) {
      if (slope != 0) {
        return false;
      }
    }
    return true;
  }

  private void sum(Map<Measure, Double> slopes) {
    for (Map.Entry<Measure, Double> each : slopes.entrySet()) {
      growth.merge(each.getKey(), each.getValue(), Double::sum);
    }
  }

  private Map<Measure, Double> slopes() {
    return growth.isEmpty() ? zeros : growth;
  }

  private static double larger(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }

  private static double smaller(double one, double other) {
    return Double.isNaN(one) || other < one ? other : one;
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
        slopes(),
        residentBytes() == 0 ? 0 : (double) coveredBytes / residentBytes(),
        processes == 0 ? 0 : (double) withMappings / processes,
        MeasuredSubject.known(limitRatio),
        MeasuredSubject.known(limitSeconds),
        leaking,
        total.minor(),
        total.major());
  }
}

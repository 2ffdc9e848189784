package dev.vmascope.sampling.group;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.procfs.cgroup.LimitedGroup.Used;
import dev.vmascope.sampling.MemoryLimits;
import dev.vmascope.sampling.NearestLimit;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LimitForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The memory limits of control groups, and when they are reached. Each tick reads the files of
/// each control group once. Used only by the scheduler's thread.
final class CgroupLimits {
  /// The maximum number of control groups that are read: those with the largest processes.
  static final int MOST = 1_000;

  /// The maximum number of limited control groups whose memory is followed.
  private static final int MOST_FORECASTS = 2_000;

  /// The time for which limits hold that could not be read again.
  private static final Duration HELD = Duration.ofMinutes(1);

  private final Function<List<Cgroup>, Map<Cgroup, List<LimitedGroup>>> source;
  private final GrowthSettings settings;
  private final Map<String, Followed> followed = new HashMap<>();
  private Map<Cgroup, Known> known = new HashMap<>();

  private record Known(MemoryLimits limits, Instant at) {}

  private static final class Followed {
    private final LimitForecast forecast;
    private Instant at = Instant.MAX;

    Followed(LimitForecast forecast) {
      this.forecast = forecast;
    }

    /// Adds the usage at a tick, once.
    void note(Instant now, long bytes) {
      if (!now.equals(at)) {
        at = now;
        forecast.note(now, bytes);
      }
    }
  }

  /// @param source the limited control groups from each upwards; none for those that cannot be read
  /// @param saved those of an earlier start, which are continued
  CgroupLimits(
      Function<List<Cgroup>, Map<Cgroup, List<LimitedGroup>>> source,
      GrowthSettings settings,
      Map<String, LimitForecast> saved) {
    this.source = source;
    this.settings = settings;
    saved.forEach((path, forecast) -> followed.put(path, new Followed(forecast)));
  }

  /// The forecasts of limited control groups, by their directories, for the next start.
  Map<String, LimitForecast> forecasts() {
    Map<String, LimitForecast> forecasts = new HashMap<>();
    followed.forEach((path, one) -> forecasts.put(path, one.forecast));
    return forecasts;
  }

  /// The limits at a tick; those without any have no entry.
  ///
  /// @param residentBytes the control groups of all processes, with the sum of their resident sizes
  Map<Cgroup, MemoryLimits> at(Instant now, Map<Cgroup, Long> residentBytes) {
    List<Cgroup> groups =
        residentBytes.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    Map<Cgroup, List<LimitedGroup>> read = source.apply(groups);
    Map<Cgroup, Known> next = new HashMap<>();
    for (Cgroup group : groups) {
      List<LimitedGroup> limited = read.get(group);
      Known before = known.get(group);
      if (limited != null && !limited.isEmpty()) {
        next.put(group, new Known(limits(limited, now), now));
      } else if (limited == null && before != null && now.isBefore(before.at().plus(HELD))) {
        next.put(group, before);
      }
    }
    known = next;
    Instant forgotten = now.minus(HELD.plus(settings.shortFloor().multipliedBy(2)));
    for (Followed one : followed.values()) {
      // One of an earlier start has as long as others.
      one.at = one.at.equals(Instant.MAX) ? now.minusMillis(1) : one.at;
    }
    followed.values().removeIf(one -> one.at.isBefore(forgotten));
    Map<Cgroup, MemoryLimits> limits = new HashMap<>();
    next.forEach((group, one) -> limits.put(group, one.limits()));
    return limits;
  }

  private MemoryLimits limits(List<LimitedGroup> upwards, Instant now) {
    long smallest = Long.MAX_VALUE;
    Optional<NearestLimit> nearest = Optional.empty();
    for (LimitedGroup group : upwards) {
      smallest = Math.min(smallest, group.limitBytes());
      if (group.used().isPresent()) {
        NearestLimit limit = limit(group, group.used().get(), now);
        nearest =
            nearest.filter(before -> !limit.isNearerThan(before)).or(() -> Optional.of(limit));
      }
    }
    return new MemoryLimits(smallest, nearest);
  }

  private NearestLimit limit(LimitedGroup group, Used used, Instant now) {
    return new NearestLimit(
        group.path(), group.limitBytes(), used.bytes(), seconds(group, used.heldBytes(), now));
  }

  private double seconds(LimitedGroup group, long heldBytes, Instant now) {
    Followed one = followed.get(group.path());
    if (one == null) {
      if (followed.size() >= MOST_FORECASTS) {
        return Double.POSITIVE_INFINITY;
      }
      one = new Followed(new LimitForecast(settings));
      followed.put(group.path(), one);
    }
    one.note(now, heldBytes);
    return one.forecast.seconds(heldBytes, group.limitBytes());
  }
}

package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.sampling.MemoryLimits;
import dev.vmascope.sampling.NearestLimit;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LimitForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The limits of control groups from tick to tick.
class CgroupLimitsTest {
  private static final GrowthSettings SETTINGS =
      new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6));
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final long MIB = 1 << 20;
  private static final Cgroup A = group("/a");

  private final Map<Cgroup, List<LimitedGroup>> limited = new HashMap<>();
  private final List<Cgroup> read = new ArrayList<>();

  private static Cgroup group(String path) {
    return new Cgroup(List.of(), new RawText(path), false);
  }

  private static LimitedGroup limited(String path, long limit, long used) {
    return new LimitedGroup(path, limit, Optional.of(new LimitedGroup.Used(used, used)));
  }

  private CgroupLimits limits(Map<String, LimitForecast> saved) {
    return new CgroupLimits(
        groups -> {
          read.addAll(groups);
          return limited;
        },
        SETTINGS,
        saved);
  }

  private static MemoryLimits of(Map<Cgroup, MemoryLimits> all) {
    return Objects.requireNonNull(all.get(A));
  }

  private static double seconds(Map<Cgroup, MemoryLimits> all) {
    return of(all).nearest().orElseThrow().seconds();
  }

  @Test
  void haveTheSmallestAndTheNearestOnTheWayUp() {
    limited.put(A, List.of(limited("/x/a", 1_000, 100), limited("/x", 5_000, 4_000)));
    MemoryLimits limits = of(limits(Map.of()).at(START, Map.of(A, 1L)));
    assertThat(limits.smallestBytes()).isEqualTo(1_000);
    assertThat(limits.nearest().orElseThrow().path()).isEqualTo("/x");
    assertThat(limits.nearest().orElseThrow().ratio()).isEqualTo(0.8);
  }

  @Test
  void haveASmallestWhereNoUsageIsKnown() {
    limited.put(A, List.of(new LimitedGroup("/a", 1_000, Optional.empty())));
    MemoryLimits limits = of(limits(Map.of()).at(START, Map.of(A, 1L)));
    assertThat(limits.smallestBytes()).isEqualTo(1_000);
    assertThat(limits.nearest()).isEmpty();
  }

  /// The limit above is larger by its share in use, until the one below is reached within hours.
  @Test
  void areNearestWhereTheyAreReachedFirst() {
    assertThat(after(10 * 60).path()).isEqualTo("/x");
    NearestLimit later = after(700 * 60);
    assertThat(later.path()).isEqualTo("/x/a");
    assertThat(later.ratio()).isBetween(0.79, 0.81);
    assertThat(later.seconds()).isBetween(190 * 60.0, 210 * 60.0);
  }

  /// The nearest limit after some time: the one below rises by a mebibyte each minute.
  private NearestLimit after(int seconds) {
    CgroupLimits limits = limits(Map.of());
    MemoryLimits last = new MemoryLimits(0, Optional.empty());
    for (int second = 0; second < seconds; second += 10) {
      limited.put(
          A,
          List.of(
              limited("/x/a", 1_000 * MIB, 100 * MIB + second * MIB / 60),
              limited("/x", 5_000 * MIB, 4_500 * MIB)));
      last = of(limits.at(START.plusSeconds(second), Map.of(A, 1L)));
    }
    return last.nearest().orElseThrow();
  }

  /// The kernel takes pages of files back before it kills: a cache that fills is no leak.
  @Test
  void areNotApproachedByWhatTheKernelTakesBack() {
    CgroupLimits limits = limits(Map.of());
    MemoryLimits last = new MemoryLimits(0, Optional.empty());
    for (int second = 0; second < 2 * 3_600; second += 10) {
      long cache = second * MIB / 10;
      limited.put(
          A,
          List.of(
              new LimitedGroup(
                  "/a",
                  1_000 * MIB,
                  Optional.of(new LimitedGroup.Used(200 * MIB + cache, 200 * MIB)))));
      last = of(limits.at(START.plusSeconds(second), Map.of(A, 1L)));
    }
    assertThat(last.nearest().orElseThrow().ratio()).isGreaterThan(0.9);
    assertThat(last.nearest().orElseThrow().seconds()).isInfinite();
  }

  @Test
  void areThoseOfTheLargestProcessesWhereThereAreTooMany() {
    Map<Cgroup, Long> resident = new HashMap<>();
    for (long i = 0; i < CgroupLimits.MOST + 50; i++) {
      resident.put(group("/" + i), i);
    }
    limits(Map.of()).at(START, resident);
    assertThat(read)
        .hasSize(CgroupLimits.MOST)
        .contains(group("/1049"))
        .doesNotContain(group("/49"));
  }

  /// A rollout of the service takes a minute.
  @Test
  void areFollowedThroughARestart() {
    CgroupLimits before = limits(Map.of());
    for (int second = 0; second < 2 * 3_600; second += 10) {
      limited.put(A, List.of(limited("/a", 1_000 * MIB, 100 * MIB + second * MIB / 60)));
      before.at(START.plusSeconds(second), Map.of(A, 1L));
    }
    CgroupLimits after = limits(before.forecasts());
    assertThat(seconds(after.at(START.plusSeconds(7_260), Map.of(A, 1L)))).isFinite();
    assertThat(seconds(limits(Map.of()).at(START.plusSeconds(7_260), Map.of(A, 1L)))).isInfinite();
  }

  @Test
  void areForgottenWithTheGroup() {
    limited.put(A, List.of(limited("/a", 1_000, 100)));
    CgroupLimits limits = limits(Map.of("/gone", new LimitForecast(SETTINGS)));
    limits.at(START, Map.of(A, 1L));
    assertThat(limits.forecasts()).containsOnlyKeys("/a", "/gone");
    limits.at(START.plus(Duration.ofMinutes(20)), Map.of());
    assertThat(limits.forecasts()).isEmpty();
  }
}

package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.GrowthSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// When the control groups of processes are read, and what is known of them in between.
class CgroupCacheTest {
  private final List<Integer> read = new ArrayList<>();
  private Outcome<ProcessCgroups> answer = unit("a");
  private Instant now = SampledProcess.AT;
  private Optional<List<LimitedGroup>> limits = Optional.of(List.of());
  private final List<Cgroup> limitReads = new ArrayList<>();
  private final CgroupCache memberships =
      new CgroupCache(
          new CgroupCache.Source() {
            @Override
            public void cgroups(
                Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
              startTicks
                  .keySet()
                  .forEach(pid -> {
                    read.add(pid);
                    sink.accept(pid, answer);
                  });
            }

            @Override
            public Map<Cgroup, List<LimitedGroup>> limits(List<Cgroup> groups) {
              limitReads.addAll(groups);
              Map<Cgroup, List<LimitedGroup>> all = new HashMap<>();
              limits.ifPresent(each -> groups.forEach(group -> all.put(group, each)));
              return all;
            }
          },
          new TestClock(),
          new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6)),
          Map.of());

  private final class TestClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static Outcome<ProcessCgroups> unit(String name) {
    byte[] file = ("0::/system.slice/" + name + ".service\n").getBytes(StandardCharsets.US_ASCII);
    return new Outcome.Ok<>(ProcessCgroups.parse(file));
  }

  private static ProcessReading process(int pid) {
    return SampledProcess.of(pid, "x").reading();
  }

  private List<CgroupInfo> tick(ProcessReading... processes) {
    List<CgroupInfo> seen = memberships.memberships(List.of(processes));
    now = now.plusSeconds(10);
    return seen;
  }

  private void ticks(int count, ProcessReading process) {
    for (int i = 0; i < count; i++) {
      tick(process);
    }
  }

  private Optional<String> unitOf(ProcessReading process) {
    return tick(process).getFirst().attribution().flatMap(Attribution::unit);
  }

  @Test
  void areReadAtFirstSightAndOnceAMinute() {
    for (int i = 0; i < 61; i++) {
      tick(process(16));
    }
    assertThat(read).hasSizeBetween(10, 12);
  }

  @Test
  void areReadEveryFiveMinutesOfAProcessAtRest() {
    ProcessReading atRest = process(16);
    ticks(121, atRest);
    // At once, within the first minute, and after 5, 10, 15 and 20 minutes more.
    assertThat(read).hasSizeBetween(5, 6);
  }

  @Test
  void areReadAfterAMinuteOnceTheProcessHasRun() {
    ProcessReading atRest = process(16);
    ticks(12, atRest);
    read.clear();
    tick(process(16));
    assertThat(read).hasSize(1);
  }

  @Test
  void areReadOnceMoreWithinAMinuteOfANewProcessAtRest() {
    ProcessReading atRest = process(15);
    ticks(8, atRest);
    assertThat(read).hasSize(2);
  }

  @Test
  void areReadAgainAfterAMinuteWhereTheReadFailed() {
    ProcessReading atRest = process(16);
    ticks(12, atRest);
    answer = new Outcome.TimedOut<>();
    read.clear();
    ticks(61, atRest);
    // After what is left of five minutes, then each minute.
    assertThat(read).hasSizeBetween(6, 8);
    assertThat(unitOf(atRest)).hasValue("a.service");
  }

  @Test
  void areNotAllReadAgainInOneTick() {
    ProcessReading[] all = new ProcessReading[160];
    for (int i = 0; i < all.length; i++) {
      all[i] = process(i + 1);
    }
    tick(all);
    assertThat(read).hasSize(160);
    for (int i = 0; i < 12; i++) {
      read.clear();
      tick(all);
      assertThat(read).hasSizeLessThanOrEqualTo(40);
    }
  }

  @Test
  void haveTheirLimitReadOnceATickForEachGroup() {
    limits =
        Optional.of(
            List.of(new LimitedGroup("/a", 1 << 30, Optional.of(new LimitedGroup.Used(1, 1)))));

    assertThat(tick(process(1), process(2), process(3)))
        .extracting(CgroupInfo::memoryLimitBytes)
        .containsOnly(OptionalLong.of(1 << 30));
    assertThat(limitReads).hasSize(1);
  }

  @Test
  void haveNoLimitWhereReadingItHangs() {
    limits = Optional.empty();
    assertThat(tick(process(1)).getFirst().memoryLimitBytes()).isEmpty();
  }

  @Test
  void keepTheirLimitForAMinuteWhereReadingItHangs() {
    limits =
        Optional.of(
            List.of(new LimitedGroup("/a", 1 << 30, Optional.of(new LimitedGroup.Used(1, 1)))));
    tick(process(1));
    limits = Optional.empty();
    assertThat(tick(process(1)).getFirst().memoryLimitBytes()).hasValue(1 << 30);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(tick(process(1)).getFirst().memoryLimitBytes()).isEmpty();
  }

  @Test
  void haveNoLimitAnyMoreOnceItIsTakenAway() {
    limits =
        Optional.of(
            List.of(new LimitedGroup("/a", 1 << 30, Optional.of(new LimitedGroup.Used(1, 1)))));
    tick(process(1));
    limits = Optional.of(List.of());
    assertThat(tick(process(1)).getFirst().limits()).isEmpty();
  }

  @Test
  void followAProcessThatIsMoved() {
    assertThat(unitOf(process(1))).hasValue("a.service");
    answer = unit("b");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(unitOf(process(1))).hasValue("b.service");
  }

  @Test
  void tellProcessesOfOnePidApart() {
    tick(process(1));
    answer = unit("b");
    assertThat(unitOf(SampledProcess.of(1, "x").withStartTicks(7).reading())).hasValue("b.service");
  }

  @Test
  void areForgottenWithTheProcess() {
    tick(process(1));
    tick();
    tick(process(1));
    assertThat(read).hasSize(2);
  }

  @Test
  void stayWhereTheyCannotBeReadAnyMore() {
    tick(process(1));
    answer = new Outcome.TimedOut<>();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(unitOf(process(1))).hasValue("a.service");
    assertThat(read).hasSize(2);
  }

  @Test
  void areUnknownWhereTheyCouldNeverBeRead() {
    answer = new Outcome.Gone<>(true);
    assertThat(tick(process(1))).containsExactly(CgroupInfo.UNKNOWN);
  }

  @Test
  void areNotReadOfThreadsOfTheKernel() {
    ProcessReading thread =
        SampledProcess.of(2, "kthreadd").withType(ProcessType.KERNEL_THREAD).reading();
    assertThat(tick(thread)).containsExactly(CgroupInfo.NONE);
    assertThat(read).isEmpty();
  }
}

package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.GrowthSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// The groups of processes from tick to tick.
class ProcessGroupingTest {
  private static final Instant BOOT = Instant.parse("2026-11-22T00:00:00Z");

  private Instant now = SampledProcess.AT;
  private boolean busy;
  private int reads;
  private Outcome<ProcessCgroups> answer = unit("a");
  private List<LimitedGroup> limits = List.of();

  private final InstantSource clock = () -> now;
  private final ProcessGrouping grouping =
      new ProcessGrouping(
          new GroupRules(List.of()),
          UserNames.none(),
          new CgroupCache(
              new CgroupCache.Source() {
                @Override
                public void cgroups(
                    Map<Integer, Long> startTicks,
                    BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
                  if (busy) {
                    throw new ReaderBusyException();
                  }
                  reads += startTicks.size();
                  startTicks.keySet().forEach(pid -> sink.accept(pid, answer));
                }

                @Override
                public Map<Cgroup, List<LimitedGroup>> limits(List<Cgroup> groups) {
                  Map<Cgroup, List<LimitedGroup>> all = new HashMap<>();
                  groups.forEach(group -> all.put(group, limits));
                  return all;
                }
              },
              clock.withZone(ZoneOffset.UTC),
              new GrowthSettings(Duration.ofMinutes(15), Duration.ofHours(6)),
              Map.of()));

  private static Outcome<ProcessCgroups> unit(String name) {
    byte[] file = ("0::/system.slice/" + name + ".service\n").getBytes(StandardCharsets.US_ASCII);
    return new Outcome.Ok<>(ProcessCgroups.parse(file));
  }

  private static ProcessReading process(int pid) {
    return SampledProcess.of(pid, "x").reading();
  }

  private List<GroupedProcess> tick(Instant boot, ProcessReading... processes) {
    List<GroupedProcess> grouped = grouping.group(List.of(processes), host(boot));
    now = now.plusSeconds(10);
    return grouped;
  }

  private static HostInfo host(Instant boot) {
    return new HostInfo(
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(boot),
        Optional.empty());
  }

  @Test
  void areTheSameObjectsWhileProcessesRest() {
    ProcessReading rests = process(5);
    GroupedProcess before = tick(BOOT, process(3), rests).getLast();
    List<GroupedProcess> after = tick(BOOT, process(4), rests, process(7));

    assertThat(after.get(1)).isSameAs(before);
    assertThat(after).extracting(each -> each.key().pid()).containsExactly(4, 5, 7);
  }

  @Test
  void areThoseOfEachProcessAlsoWherePidsAreInAnotherOrder() {
    ProcessReading nine = process(9);
    ProcessReading two = process(2);
    tick(BOOT, nine, two);

    assertThat(tick(BOOT, nine, two))
        .extracting(GroupedProcess::reading)
        .containsExactly(nine, two);
  }

  @Test
  void haveAnotherStartWhereTheBootTimeWasSet() {
    ProcessReading rests = process(5);
    Instant before = tick(BOOT, rests).getFirst().startTime().orElseThrow();
    Instant after = tick(BOOT.plusSeconds(7), rests).getFirst().startTime().orElseThrow();

    assertThat(after).isEqualTo(before.plusSeconds(7));
  }

  @Test
  void haveTheLimitsOfEachTick() {
    ProcessReading rests = process(5);
    limits = List.of(new LimitedGroup("/a", 100, Optional.of(new LimitedGroup.Used(1, 1))));
    GroupedProcess before = tick(BOOT, rests).getFirst();
    assertThat(tick(BOOT, rests).getFirst()).isSameAs(before);

    limits = List.of(new LimitedGroup("/a", 200, Optional.of(new LimitedGroup.Used(1, 1))));
    assertThat(tick(BOOT, rests).getFirst().membership().memoryLimitBytes()).hasValue(200);
  }

  @Test
  void areReadInTheTickAfterOneThatFailed() {
    ProcessReading process = process(15);
    busy = true;
    assertThatExceptionOfType(ReaderBusyException.class).isThrownBy(() -> tick(BOOT, process));
    busy = false;

    assertThat(tick(BOOT, process).getFirst().membership().attribution().flatMap(Attribution::unit))
        .hasValue("a.service");
  }

  @Test
  void areAskedForOnceAMinuteWhereTheyCanNeverBeRead() {
    answer = new Outcome.Gone<>(false);
    for (int i = 0; i < 61; i++) {
      tick(BOOT, process(16));
    }
    assertThat(reads).isBetween(10, 12);
  }
}

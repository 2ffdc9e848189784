package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.ProcessCgroups;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When the control groups of processes are read, and what is known of them in between.
class AttributionsTest {
  private final List<Integer> read = new ArrayList<>();
  private Outcome<ProcessCgroups> answer = unit("a");
  private Instant now = SampledProcess.AT;
  private final Attributions attributions =
      new Attributions(
          (pid, _) -> {
            read.add(pid);
            return answer;
          },
          new TestClock());

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

  private void tick(ProcessReading... processes) {
    for (ProcessReading process : processes) {
      attributions.of(process);
    }
    attributions.endTick();
    now = now.plusSeconds(10);
  }

  @Test
  void areReadAtFirstSightAndOnceAMinute() {
    for (int i = 0; i < 61; i++) {
      tick(process(16));
    }
    assertThat(read).hasSizeBetween(10, 12);
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
  void followAProcessThatIsMoved() {
    tick(process(1));
    assertThat(attributions.known(process(1)).orElseThrow().unit()).hasValue("a.service");
    answer = unit("b");
    now = now.plus(Duration.ofMinutes(1));
    tick(process(1));
    assertThat(attributions.known(process(1)).orElseThrow().unit()).hasValue("b.service");
  }

  @Test
  void tellProcessesOfOnePidApart() {
    tick(process(1));
    assertThat(attributions.known(SampledProcess.of(1, "x").withStartTicks(7).reading())).isEmpty();
  }

  @Test
  void areForgottenWithTheProcess() {
    tick(process(1));
    tick();
    assertThat(attributions.known(process(1))).isEmpty();
  }

  @Test
  void stayWhereTheyCannotBeReadAnyMore() {
    tick(process(1));
    answer = new Outcome.TimedOut<>();
    now = now.plus(Duration.ofMinutes(1));
    tick(process(1));
    assertThat(read).hasSize(2);
    assertThat(attributions.known(process(1)).orElseThrow().unit()).hasValue("a.service");
  }

  @Test
  void areUnknownWhereTheyCouldNeverBeRead() {
    answer = new Outcome.Gone<>(true);
    assertThat(attributions.of(process(1))).isEqualTo(Attribution.NONE);
    attributions.endTick();
    assertThat(attributions.known(process(1))).isEmpty();
  }

  @Test
  void areNotReadOfThreadsOfTheKernel() {
    ProcessReading thread =
        SampledProcess.of(2, "kthreadd").withType(ProcessType.KERNEL_THREAD).reading();
    tick(thread);
    assertThat(read).isEmpty();
    assertThat(attributions.known(thread)).hasValue(Attribution.NONE);
  }
}

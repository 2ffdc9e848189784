package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Hung;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The readings that a tick takes over from the one before.
class LastReadingsTest {
  private static final Path PROC = Path.of("/proc");
  private static final int OWN_PID = (int) ProcessHandle.current().pid();
  private static final int TICKS = 24;

  /// The time of the last tick, by a clock that may begin below 0.
  private long seconds = -100;

  /// The time between two ticks.
  private long interval = 10;

  private final ProcFs procFs =
      new ProcFs(PROC, 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  private final LastReadings last =
      new LastReadings(procFs.host()::processorNanos, () -> seconds * 1_000_000_000L);

  @TempDir Path folder = Path.of("");

  @AfterEach
  void close() {
    procFs.close();
  }

  /// A tick over this process and its child.
  private ProcessReading tick(int pid) {
    return tick(List.of(pid, OWN_PID), last);
  }

  private ProcessReading tick(List<Integer> pids, LastReadings readings) {
    seconds += interval;
    List<Outcome<ProcessReading>> outcomes = new ArrayList<>();
    procFs.readAll(pids, readings, (_, outcome) -> outcomes.add(outcome));
    return outcomes.getFirst().value().orElseThrow();
  }

  private ProcessReading atRest(int pid) {
    return atRest(List.of(pid, OWN_PID));
  }

  /// Ticks until the first of them is at rest.
  @SuppressWarnings("ReferenceEquality") // a process at rest keeps its reading
  private ProcessReading atRest(List<Integer> pids) {
    for (ProcessReading before = tick(pids, last); ; ) {
      ProcessReading now = tick(pids, last);
      if (now == before) {
        return now;
      }
      before = now;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 240, 2", "7, 120, 7", "10, 24, 2", "120, 5, 5", "300, 5, 5"})
  void aProcessAtRestIsReadInFullEveryTwoMinutes(long secondsBetween, int ticks, int times)
      throws IOException {
    interval = secondsBetween;
    try (Child child = Child.idle()) {
      ProcessReading before = atRest(child.pid());
      long full = readsOf(ProcFile.STATUS);
      for (int tick = 0; tick < ticks; tick++) {
        assertThat(tick(child.pid())).isSameAs(before);
      }
      // This process runs in each of them.
      assertThat(readsOf(ProcFile.STATUS) - full).isEqualTo(ticks + times);
    }
  }

  private long readsOf(ProcFile file) {
    return procFs.statistics().reads(file, OutcomeKind.OK);
  }

  @Test
  void aProcessThatHasRunIsReadAgain() throws IOException {
    try (Child child = Child.shell("while read line; do echo $line; done")) {
      child.awaitName("sh");
      for (int tick = 0; tick < TICKS; tick++) {
        ProcessReading before = atRest(child.pid());
        child.say("a");
        assertThat(child.hear()).isEqualTo("a");
        child.awaitName("sh");
        assertThat(tick(child.pid())).isNotSameAs(before);
      }
    }
  }

  /// The kernel takes the pages of a file that shrinks, as it does under memory pressure.
  @Test
  void aProcessThatLostMemoryAtRestIsReadAgain() throws IOException {
    Path library = folder.resolve("library.so");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "libjsig.so"), library);
    try (Child child = Child.start("env", "LD_PRELOAD=" + library, "sleep", "600")) {
      child.awaitName("sleep");
      ProcessReading before = atRest(child.pid());
      Outcome<Long> clock = procFs.host().processorNanos(child.pid());
      try (FileChannel shrunk = FileChannel.open(library, StandardOpenOption.WRITE)) {
        shrunk.truncate(0);
      }
      ProcessReading after = tick(child.pid());
      assertThat(procFs.host().processorNanos(child.pid())).isEqualTo(clock);
      assertThat(after).isNotSameAs(before);
      assertThat(after.sizes().bytes(ProcessSize.FILE).orElseThrow())
          .isLessThanOrEqualTo(before.sizes().bytes(ProcessSize.FILE).orElseThrow());
    }
  }

  /// Its parent ends, and is not reaped: it stays in the list of processes.
  @Test
  void aProcessThatLostItsParentIsReadAgain() throws Exception {
    try (Child keeper = Child.shell("sh -c 'sleep 600 & echo $$ $!; wait' & exec sleep 600")) {
      String[] pids = keeper.hear().split(" ", -1);
      int parent = Integer.parseInt(pids[0]);
      int pid = Integer.parseInt(pids[1]);
      List<Integer> family = List.of(pid, parent, keeper.pid(), OWN_PID);
      try {
        keeper.awaitName("sleep");
        assertThat(atRest(family).stat().parent()).isEqualTo(parent);
        ProcessHandle.of(parent).orElseThrow().destroyForcibly();
        await().until(() -> procFs.read(parent).value().orElseThrow().stat().isZombie());
        tick(family, last);
        assertThat(tick(family, last).stat().parent()).isNotEqualTo(parent);
      } finally {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }
    }
  }

  /// As if the pid had been used again by a process that ran for as long.
  @Test
  void theReadingOfAnotherProcessWithTheSamePidIsNotTakenOver() throws IOException {
    try (Child child = Child.idle();
        Child other = Child.idle()) {
      // Every two minutes it is read in full.
      await()
          .until(() -> {
            tick(child.pid());
            return moved(child.pid()).isEmpty();
          });
      LastReadings.Traces traces = traces(child.pid(), last);
      LastReadings ofOther = new LastReadings(procFs.host()::processorNanos);
      tick(List.of(other.pid()), ofOther);
      long inode = traces(other.pid(), ofOther).inode();

      assertThat(inode).isNotEqualTo(traces.inode());
      ProcessReading reading = procFs.read(child.pid()).value().orElseThrow();
      last.note(child.pid(), reading, traces);
      assertThat(moved(child.pid())).isEmpty();
      last.note(
          child.pid(), reading, new LastReadings.Traces(traces.nanos(), traces.statm(), inode));
      assertThat(moved(child.pid())).isPresent();
    }
  }

  private Optional<LastReadings.Traces> moved(int pid) {
    return last.moved(PROC, pid, new ReadTally(procFs.statistics(), Hung.reads()));
  }

  private LastReadings.Traces traces(int pid, LastReadings readings) {
    return readings.traces(PROC, pid, new ReadTally(procFs.statistics(), Hung.reads()));
  }

  @Test
  void withoutAProcessorClockEverythingIsReadInEachTick() throws IOException {
    LastReadings clockless = new LastReadings(_ -> new Outcome.NotApplicable<>());
    try (Child child = Child.idle()) {
      List<Integer> pids = List.of(child.pid(), OWN_PID);
      ProcessReading before = tick(pids, clockless);
      for (int tick = 0; tick < TICKS; tick++) {
        ProcessReading now = tick(pids, clockless);
        assertThat(now).isEqualTo(before).isNotSameAs(before);
        before = now;
      }
    }
  }

  @Test
  void theExecutableOfAnAddressSpaceIsReadEveryTwoMinutes() throws IOException {
    try (Child child = Child.idle();
        Child other = Child.start("cat")) {
      other.awaitName("cat");
      ProcessReading reading = procFs.read(child.pid()).value().orElseThrow();
      ProcessReading another = procFs.read(other.pid()).value().orElseThrow();
      AddressSpaceId id = reading.addressSpaceId().orElseThrow();
      AddressSpaceId idOfAnother = another.addressSpaceId().orElseThrow();
      assertThat(last.executable(reading.stat(), id)).isEmpty();
      int known = 0;
      for (int tick = 0; tick < TICKS; tick++) {
        tick(child.pid());
        Optional<RawText> executable = last.executable(reading.stat(), id);
        assertThat(executable).isIn(Optional.empty(), reading.executable().value());
        known += executable.isPresent() ? 1 : 0;
        assertThat(last.executable(another.stat(), idOfAnother)).isEmpty();
        assertThat(last.executable(reading.stat(), idOfAnother)).isEmpty();
      }
      assertThat(known).isEqualTo(TICKS - 2);
    }
  }
}

package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.proc.CommandLine;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real `/proc`, with real processes in every state that they can be in.
class ProcFsTest {
  private static final Path PROC = Path.of("/proc");

  private final ProcFs procFs =
      new ProcFs(PROC, 2, Duration.ofSeconds(20), Limits.USUAL, Clock.systemUTC());

  @AfterEach
  void close() {
    procFs.close();
  }

  @Test
  void knowsItself() {
    int self = procFs.host().self().orElseThrow();
    assertThat(self).isEqualTo(Math.toIntExact(ProcessHandle.current().pid()));
    assertThat(procFs.host().pids()).contains(self).doesNotHaveDuplicates();
    ProcessReading reading = reading(self);
    assertThat(reading.stat().pid()).isEqualTo(self);
    assertThat(reading.type()).isEqualTo(ProcessType.USER);
    assertThat(reading.executable().value().orElseThrow().text()).endsWith("/java");
    assertThat(reading.addressSpaceId()).isPresent().isEqualTo(reading(self).addressSpaceId());
  }

  @Test
  void givesTheMappingsOfAnIdleChildByteForByte() throws IOException {
    try (Child child = Child.idle();
        ListingReading reading = maps(child.pid())) {
      assertThat(reading.listing().kind()).isEqualTo(OutcomeKind.OK);
      assertThat(listing(reading)).isEqualTo(Files.readAllBytes(child.folder().resolve("maps")));
      assertThat(reading.process().stat().name().text()).isEqualTo("sleep");
      assertThat(reading.process().mapsAccess()).isEqualTo(OutcomeKind.OK);
      assertThat(reading.stamp().complete()).isTrue();
      assertThat(reading.stamp().reads()).isPositive();
      assertThat(procFs.statistics().reads(ProcFile.MAPS, OutcomeKind.OK)).isEqualTo(1);
    }
  }

  @Test
  void findsNoMemoryInAThreadOfTheKernel() {
    ProcessReading kthreadd = reading(2);
    assertThat(kthreadd.type()).isEqualTo(ProcessType.KERNEL_THREAD);
    assertThat(kthreadd.addressSpaceId()).isEmpty();
    assertThat(kthreadd.executable().kind()).isEqualTo(OutcomeKind.NOT_APPLICABLE);
    assertThat(kthreadd.sizes()).isEqualTo(MemorySizes.NONE);
    try (ListingReading reading = maps(2)) {
      assertThat(reading.listing()).isEqualTo(new Outcome.NotApplicable<>());
      assertThat(reading.stamp().complete()).isTrue();
    }
  }

  @Test
  void findsNoMemoryInAZombie() throws IOException {
    try (Child parent = Child.shell("sleep 0.2 & echo $!; exec sleep 600")) {
      int zombie = Integer.parseInt(parent.hear());
      await().until(() -> reading(zombie).type() == ProcessType.ZOMBIE);
      assertThat(reading(zombie).addressSpaceId()).isEmpty();
      assertThat(reading(zombie).mapsAccess()).isEqualTo(OutcomeKind.NOT_APPLICABLE);
      try (ListingReading reading = maps(zombie)) {
        assertThat(reading.listing()).isEqualTo(new Outcome.NotApplicable<>());
      }
    }
  }

  @Test
  void readsTheCommandLineOnlyIfAskedTo() throws IOException {
    try (Child child = Child.idle()) {
      ProcessDetails without = procFs.readDetails(child.pid(), false).value().orElseThrow();
      assertThat(without.commandLine()).isEmpty();
      assertThat(without.process().stat().name().text()).isEqualTo("sleep");
      for (OutcomeKind outcome : OutcomeKind.values()) {
        assertThat(procFs.statistics().reads(ProcFile.CMDLINE, outcome)).isZero();
      }
      ProcessDetails with = procFs.readDetails(child.pid(), true).value().orElseThrow();
      CommandLine line = with.commandLine().orElseThrow().value().orElseThrow();
      assertThat(line.arguments()).startsWith(RawText.ofUtf8("sleep"));
      assertThat(line.complete()).isTrue();
      assertThat(procFs.statistics().reads(ProcFile.CMDLINE, OutcomeKind.OK)).isEqualTo(1);
    }
    ProcessDetails kthreadd = procFs.readDetails(2, true).value().orElseThrow();
    assertThat(kthreadd.commandLine()).contains(new Outcome.NotApplicable<>());
    assertThat(procFs.statistics().reads(ProcFile.CMDLINE, OutcomeKind.OK)).isEqualTo(1);
  }

  @Test
  void isGoneWhenTheProcessHasEnded() throws Exception {
    try (Child child = Child.idle()) {
      child.end();
      assertThat(procFs.read(child.pid())).isEqualTo(new Outcome.Gone<>(false));
      assertThat(procFs.readMaps(child.pid())).isEqualTo(new Outcome.Gone<>(false));
    }
  }

  @Test
  void answersForAThreadAsItsProcess() throws IOException {
    int self = procFs.host().self().orElseThrow();
    try (PinnedProcess process = PinnedProcess.open(PROC, self)) {
      int thread = process.threads().getLast();
      assertThat(thread).isNotEqualTo(self);
      assertThat(reading(thread).stat().pid()).isEqualTo(self);
      assertThat(reading(thread).addressSpaceId()).isEqualTo(reading(self).addressSpaceId());
    }
  }

  @Test
  void isOneMomentWhileTheProcessIsStopped() throws Exception {
    try (Child child = Child.idle()) {
      child.signal("STOP");
      child.awaitState('T');
      assertThatAtomic(child, true);
      child.signal("CONT");
      child.awaitState('S');
      // It may be one moment all the same: a short listing on a kernel before 6.17.
      assertThatAtomic(child, procFs.host().node().oneReadIsAtomic());
    }
  }

  private void assertThatAtomic(Child child, boolean atomic) {
    try (ListingReading reading = maps(child.pid())) {
      assertThat(reading.stamp().atomic()).isEqualTo(atomic);
    }
  }

  @Test
  void seesThatExecMakesAnotherAddressSpace() throws IOException {
    try (Child child = Child.shell("echo ready; read x; exec sleep 600")) {
      assertThat(child.hear()).isEqualTo("ready");
      ProcessReading before = reading(child.pid());
      assertThat(reading(child.pid()).addressSpaceId())
          .isPresent()
          .isEqualTo(before.addressSpaceId());
      child.say("go");
      child.awaitName("sleep");
      ProcessReading after = reading(child.pid());
      assertThat(after.stat().startTicks()).isEqualTo(before.stat().startTicks());
      assertThat(after.addressSpaceId()).isPresent().isNotEqualTo(before.addressSpaceId());
    }
  }

  @Test
  void showsTheMemoryOfAProcessWhoseFirstThreadHasEnded(@TempDir Path folder) throws Exception {
    try (Child child = Child.start(leaderless(folder).toString())) {
      child.awaitState('Z');
      ProcessReading reading = reading(child.pid());
      assertThat(reading.type()).isEqualTo(ProcessType.USER);
      assertThat(reading.addressSpaceId()).isPresent();
      assertThat(reading.executable().value().orElseThrow().text()).endsWith("/leaderless");
      assertThat(reading.status().value().orElseThrow().sizes()).isNotEqualTo(MemorySizes.NONE);
      try (ListingReading maps = maps(child.pid())) {
        assertThat(maps.listing().kind()).isEqualTo(OutcomeKind.OK);
        assertThat(new String(listing(maps), StandardCharsets.UTF_8)).contains("/leaderless\n");
      }
    }
  }

  private static Path leaderless(Path folder) throws Exception {
    Path source = folder.resolve("leaderless.c");
    Files.writeString(
        source,
        """
        #include <pthread.h>
        #include <unistd.h>
        static void *live(void *unused) { while (1) pause(); return unused; }
        int main(void) {
          pthread_t thread;
          if (pthread_create(&thread, 0, live, 0) != 0) return 1;
          pthread_exit(0);
        }
        """);
    Path program = folder.resolve("leaderless");
    List<String> gcc = List.of("gcc", "-pthread", "-o", program.toString(), source.toString());
    assertThat(new ProcessBuilder(gcc).inheritIO().start().waitFor()).as("%s", gcc).isZero();
    return program;
  }

  private ProcessReading reading(int pid) {
    return procFs.read(pid).value().orElseThrow();
  }

  private ListingReading maps(int pid) {
    return procFs.readMaps(pid).value().orElseThrow();
  }

  private static byte[] listing(ListingReading reading) throws IOException {
    return reading.listing().value().orElseThrow().stream().readAllBytes();
  }
}

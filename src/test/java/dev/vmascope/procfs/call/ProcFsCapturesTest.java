package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.proc.CommandLine;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of captures in place of `/proc`, and what only such a folder can do to its reader.
class ProcFsCapturesTest {
  private static final String MAPS =
      """
      00400000-00452000 r-xp 00000000 08:02 173521      /usr/bin/dbus-daemon
      7ffc1a2b3000-7ffc1a2d4000 rw-p 00000000 00:00 0                          [stack]
      """;

  @TempDir static Path root = Path.of("");

  private ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());

  @BeforeEach
  void open() {
    procFs.close();
    procFs = new ProcFs(root, 1, Duration.ofSeconds(1), Limits.USUAL, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    procFs.close();
  }

  @Test
  void readsAProcess() throws IOException {
    capture(42);
    ProcessReading reading = procFs.read(42).value().orElseThrow();
    assertThat(reading.stat().pid()).isEqualTo(42);
    assertThat(reading.stat().name().text()).isEqualTo("a (b) c");
    assertThat(reading.type()).isEqualTo(ProcessType.USER);
    assertThat(reading.addressSpaceId()).isPresent();
    assertThat(reading.sizes().bytes(ProcessSize.RESIDENT)).hasValue(4L << 20);
    assertThat(reading.mapsAccess()).isEqualTo(OutcomeKind.OK);
  }

  @Test
  void readsItsMappings() throws IOException {
    capture(42);
    try (ListingReading reading = maps(42)) {
      assertThat(reading.listing().kind()).isEqualTo(OutcomeKind.OK);
      assertThat(reading.listing().value().orElseThrow().stream()).hasContent(MAPS);
      assertThat(reading.stamp().complete()).isTrue();
    }
  }

  @Test
  void hasNoSelf() {
    assertThat(procFs.host().self()).isEmpty();
  }

  @Test
  void listsFoldersNamedLikePids() throws IOException {
    capture(42);
    Files.createDirectories(root.resolve("sys"));
    Files.createDirectories(root.resolve("007"));
    Files.createDirectories(root.resolve("12x"));
    assertThat(procFs.host().pids()).contains(42).doesNotContain(7, 12);
  }

  @Test
  void cannotListARootThatIsNotThere() throws IOException {
    Path gone = Files.createDirectory(root.resolve("gone"));
    try (ProcFs empty =
        new ProcFs(gone, 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC())) {
      assertThat(empty.host().pids()).isEmpty();
      Files.delete(gone);
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(empty.host()::pids);
    }
  }

  @Test
  void isGoneWithoutAFolder() {
    assertThat(procFs.read(4711)).isEqualTo(new Outcome.Gone<>(false));
    assertThat(procFs.readMaps(4711)).isEqualTo(new Outcome.Gone<>(false));
  }

  @Test
  void isMalformedWhereStatIsNotOne() throws IOException {
    Files.writeString(capture(43).resolve("stat"), "43 (x");
    assertThat(procFs.read(43).kind()).isEqualTo(OutcomeKind.MALFORMED);
    assertThat(procFs.statistics().reads(ProcFile.STAT, OutcomeKind.MALFORMED)).isEqualTo(1);
  }

  @Test
  void opensNoCommandLineUnlessAskedTo() throws Exception {
    Path file = capture(46).resolve("cmdline");
    // Opening a FIFO for reading blocks until somebody opens it for writing.
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(procFs.readDetails(46, false).kind()).isEqualTo(OutcomeKind.OK);
  }

  @Test
  void readsTheBeginningOfALongCommandLine() throws IOException {
    Path file = capture(47).resolve("cmdline");
    assertThat(commandLine(47)).isEqualTo(new Outcome.Gone<>(true));
    Files.writeString(file, "a\0".repeat(CommandLine.LONGEST / 2));
    assertThat(commandLine(47).value().orElseThrow().complete()).isTrue();
    Files.writeString(file, "a\0".repeat(CommandLine.LONGEST));
    CommandLine line = commandLine(47).value().orElseThrow();
    assertThat(line.complete()).isFalse();
    assertThat(line.arguments()).hasSize(CommandLine.LONGEST / 2);
  }

  private Outcome<CommandLine> commandLine(int pid) {
    return procFs.readDetails(pid, true).value().orElseThrow().commandLine().orElseThrow();
  }

  @Test
  void keepsTheRestWhereOneFileIsMalformed() throws IOException {
    Files.writeString(capture(44).resolve("status"), "Uid:\tnobody\n");
    ProcessReading reading = procFs.read(44).value().orElseThrow();
    assertThat(reading.status().kind()).isEqualTo(OutcomeKind.MALFORMED);
    assertThat(reading.statm().kind()).isEqualTo(OutcomeKind.OK);
    assertThat(reading.sizes().bytes(ProcessSize.RESIDENT)).hasValue(1024L * 4096);
  }

  /// What `status` does not tell, `statm` may; else it would be one file more of every process.
  @Test
  void readsStatmOnlyWhereStatusLacksSizes() throws IOException {
    Path status = capture(45).resolve("status");
    Files.writeString(
        status, "Tgid:\t45\nUid:\t0\t0\t0\t0\nVmSize:\t9 kB\nVmRSS:\t7 kB\nRssAnon:\t5 kB\n");
    ProcessReading modern = procFs.read(45).value().orElseThrow();
    assertThat(modern.statm()).isEqualTo(new Outcome.NotApplicable<>());
    assertThat(procFs.statistics().reads(ProcFile.STATM, OutcomeKind.OK)).isZero();
    Files.writeString(status, "Tgid:\t45\nUid:\t0\t0\t0\t0\nVmSize:\t9 kB\nVmRSS:\t7 kB\n");
    ProcessReading old = procFs.read(45).value().orElseThrow();
    assertThat(old.statm().kind()).isEqualTo(OutcomeKind.OK);
    assertThat(old.sizes().bytes(ProcessSize.RESIDENT)).hasValue(7 * 1024);
    assertThat(old.sizes().bytes(ProcessSize.ANONYMOUS)).hasValue(512L * 4096);
  }

  @Test
  void handsOnEveryProcessOfMany() throws IOException {
    for (int pid = 100; pid < 130; pid++) {
      capture(pid);
    }
    Map<Integer, Outcome<ProcessReading>> readings = new LinkedHashMap<>();
    List<Integer> pids = IntStream.range(95, 130).boxed().toList();
    procFs.readAll(pids, new LastReadings(procFs.host()::processorNanos), readings::put);
    assertThat(readings.keySet()).containsExactlyElementsOf(pids);
    readings.forEach((pid, reading) ->
        assertThat(reading.kind())
            .as("%d", pid)
            .isEqualTo(pid < 100 ? OutcomeKind.GONE : OutcomeKind.OK));
  }

  @Test
  void writesOffAReadThatHangsAndReadsOn() throws Exception {
    capture(42);
    Path stat = capture(45).resolve("stat");
    Files.delete(stat);
    // Opening a FIFO for reading blocks until somebody opens it for writing.
    assertThat(new ProcessBuilder("mkfifo", stat.toString()).start().waitFor()).isZero();

    assertThat(procFs.read(45)).isEqualTo(new Outcome.TimedOut<>());
    assertThat(procFs.statistics().reads(ProcFile.STAT, OutcomeKind.TIMED_OUT)).isEqualTo(1);
    await().until(() -> procFs.busyThreads() == 1);
    assertThat(procFs.read(42).kind()).isEqualTo(OutcomeKind.OK);

    new RandomAccessFile(stat.toFile(), "rw").close();
    await().until(() -> procFs.busyThreads() == 0);
    assertThat(procFs.read(42).kind()).isEqualTo(OutcomeKind.OK);
    assertThat(reads(ProcFile.STAT)).as("counted once each").isEqualTo(3);
  }

  private long reads(ProcFile file) {
    return Arrays.stream(OutcomeKind.values())
        .mapToLong(outcome -> procFs.statistics().reads(file, outcome))
        .sum();
  }

  private ListingReading maps(int pid) {
    return procFs.readMaps(pid).value().orElseThrow();
  }

  private static Path capture(int pid) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        pid
            + " (a (b) c) S 1 42 42 0 -1 4194560 107 0 0 0 0 0 0 0 20 0 1 0 5000 8388608 1024"
            + " 18446744073709551615 4194304 4530176 140721747419136 0 0 0 0 0 0 0 0 0 17 0 0 0\n");
    Files.writeString(folder.resolve("statm"), "2048 1024 512 82 0 300 0\n");
    Files.writeString(
        folder.resolve("status"),
        """
        Name:\ta (b) c
        Tgid:\t%d
        Uid:\t1000\t1000\t1000\t1000
        VmRSS:\t    4096 kB
        Threads:\t1
        """
            .formatted(pid));
    Files.writeString(folder.resolve("maps"), MAPS);
    return folder;
  }
}

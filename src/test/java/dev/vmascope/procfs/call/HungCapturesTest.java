package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many processes of a user whose files hang, as named pipes in a folder of captures do: they cost
/// few threads, and hold up nobody else.
class HungCapturesTest {
  private static final int HUNG = 45;
  private static final int ADA = 1000;
  private static final int BOB = 1001;
  private static final int CAROL = 1002;
  private static final String MAPS =
      "00400000-00452000 r-xp 00000000 08:02 173521      /usr/bin/dbus-daemon\n";

  @TempDir private Path root = Path.of("");
  private final List<Path> pipes = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private ProcFs open() {
    ProcFs procFs = new ProcFs(root, 2, Duration.ofSeconds(1), Limits.USUAL, Clock.systemUTC());
    opened.add(procFs);
    return procFs;
  }

  @AfterEach
  void letGo() throws Exception {
    for (Path pipe : pipes) {
      Files.deleteIfExists(pipe);
    }
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  /// Whoever waits for a writer goes on, and reads nothing.
  private void comeBack() throws IOException {
    for (Path pipe : pipes) {
      new RandomAccessFile(pipe.toFile(), "rw").close();
    }
  }

  private void capture(int pid, int user) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        pid
            + " (a) S 1 42 42 0 -1 4194560 107 0 0 0 0 0 0 0 20 0 1 0 "
            + pid
            + " 8388608 1024 18446744073709551615 4194304 4530176 140721747419136"
            + " 0 0 0 0 0 0 0 0 0 17 0 0 0\n");
    Files.writeString(folder.resolve("statm"), "2048 1024 512 82 0 300 0\n");
    Files.writeString(
        folder.resolve("status"),
        "Name:\ta\nTgid:\t%d\nUid:\t%d\t%d\t%d\t%d\nVmRSS:\t4096 kB\n"
            .formatted(pid, user, user, user, user));
    Files.writeString(folder.resolve("maps"), MAPS);
    Files.writeString(folder.resolve("cmdline"), "a\0");
  }

  private List<Integer> hung(String file, int first, int count, int user) throws Exception {
    List<Integer> pids = IntStream.range(first, first + count).boxed().toList();
    for (int pid : pids) {
      capture(pid, user);
      Path pipe = root.resolve(Integer.toString(pid)).resolve(file);
      Files.delete(pipe);
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      pipes.add(pipe);
    }
    return pids;
  }

  /// All at one time.
  private static <T> List<T> all(List<Integer> pids, Function<Integer, T> read) {
    try (ExecutorService callers = Executors.newFixedThreadPool(pids.size())) {
      return pids.stream()
          .map(pid -> {
            Supplier<T> supplier = () -> read.apply(pid);
            return CompletableFuture.supplyAsync(supplier, callers);
          })
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Map<Integer, OutcomeKind> tick(ProcFs procFs) {
    Map<Integer, OutcomeKind> kinds = new HashMap<>();
    procFs.readAll(
        procFs.host().pids(),
        new LastReadings(procFs.host()::processorNanos),
        (pid, outcome) -> kinds.put(pid, outcome.kind()));
    return kinds;
  }

  private static OutcomeKind maps(ProcFs procFs, int pid) {
    Outcome<ListingReading> outcome = procFs.readMaps(pid);
    try (ListingReading reading = outcome.value().orElse(null)) {
      return reading == null ? outcome.kind() : reading.listing().kind();
    }
  }

  @Test
  void commandLinesThatHangHoldUpNobodyElse() throws Exception {
    List<Integer> hung = hung("cmdline", 100, HUNG, ADA);
    capture(10, BOB);
    ProcFs procFs = open();

    List<Outcome<ProcessDetails>> details = all(hung, pid -> procFs.readDetails(pid, true));

    assertThat(details)
        .allSatisfy(outcome ->
            assertThat(outcome.value().orElseThrow().commandLine().orElseThrow().kind())
                .isEqualTo(OutcomeKind.TIMED_OUT));
    assertThat(procFs.readDetails(10, true).value().orElseThrow().commandLine().orElseThrow())
        .isInstanceOf(Outcome.Ok.class);
    assertThat(maps(procFs, 10)).isEqualTo(OutcomeKind.OK);
    assertThat(procFs.host().settings(List.of())).isPresent();
    assertThat(tick(procFs)).hasSize(HUNG + 1).doesNotContainValue(OutcomeKind.TIMED_OUT);
    await().untilAsserted(() -> assertThat(procFs.busyThreads()).isLessThanOrEqualTo(4));

    comeBack();
    await().until(() -> procFs.busyThreads() == 0 && procFs.quarantined() == 0);
    await().until(() -> maps(procFs, hung.getLast()) == OutcomeKind.OK);
  }

  /// Its arguments are left out of the second read, in which something else hangs.
  @Test
  void aProcessWhoseSecondReadHangsIsNotReadAgain() throws Exception {
    int pid = hung("cmdline", 100, 1, ADA).getFirst();
    Path limits = root.resolve(Integer.toString(pid)).resolve("limits");
    assertThat(new ProcessBuilder("mkfifo", limits.toString()).start().waitFor()).isZero();
    pipes.add(limits);
    ProcFs procFs = open();

    assertThat(procFs.readDetails(pid, true).kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    int spent = procFs.busyThreads();
    assertThat(procFs.quarantined()).isEqualTo(1);
    for (int i = 0; i < 4; i++) {
      assertThat(procFs.readDetails(pid, true).kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    }
    assertThat(procFs.busyThreads()).isEqualTo(spent);
    comeBack();
    await().until(() -> procFs.busyThreads() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps", "stat"})
  void twoUsersWhoseFilesHangHoldUpNobodyElse(String file) throws Exception {
    List<Integer> hung = new ArrayList<>(hung(file, 100, HUNG, ADA));
    hung.addAll(hung(file, 300, HUNG, BOB));
    capture(10, CAROL);
    capture(500, CAROL);
    ProcFs procFs = open();

    assertThat(all(hung, pid -> maps(procFs, pid))).containsOnly(OutcomeKind.TIMED_OUT);

    assertThat(maps(procFs, 10)).isEqualTo(OutcomeKind.OK);
    assertThat(maps(procFs, 500)).isEqualTo(OutcomeKind.OK);
    Map<Integer, OutcomeKind> sample = tick(procFs);
    assertThat(sample).containsEntry(10, OutcomeKind.OK).containsEntry(500, OutcomeKind.OK);
    assertThat(sample)
        .containsEntry(100, file.equals("stat") ? OutcomeKind.TIMED_OUT : OutcomeKind.OK);
    await().untilAsserted(() -> assertThat(procFs.busyThreads()).isLessThanOrEqualTo(8));

    comeBack();
    await().until(() -> procFs.busyThreads() == 0 && procFs.quarantined() == 0);
  }

  /// Of root so many hang that no more of it is begun but what was there before them.
  @Test
  void rootIsNotHiddenByProcessesThatHang() throws Exception {
    List<Integer> hung = hung("maps", 100, HUNG, 0);
    capture(10, 0);
    capture(500, 0);
    capture(501, CAROL);
    ProcFs procFs = open();

    assertThat(all(hung, pid -> maps(procFs, pid))).containsOnly(OutcomeKind.TIMED_OUT);

    assertThat(maps(procFs, 10)).as("older").isEqualTo(OutcomeKind.OK);
    assertThat(maps(procFs, 500)).as("younger").isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(maps(procFs, 501)).as("of somebody else").isEqualTo(OutcomeKind.OK);
    assertThat(tick(procFs)).hasSize(HUNG + 3).doesNotContainValue(OutcomeKind.TIMED_OUT);
  }
}

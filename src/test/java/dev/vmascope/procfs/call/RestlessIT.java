package dev.vmascope.procfs.call;

import static dev.vmascope.procfs.call.RestlessReadings.EVEN;
import static dev.vmascope.procfs.call.RestlessReadings.ODD;
import static dev.vmascope.procfs.call.RestlessReadings.starts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.RestlessReadings.Tally;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that do not stand still (`src/test/programs/restless`): what is read of them is of one
/// process and one address space, or says that it is not.
class RestlessIT {
  private static final int REUSES = 10_000;
  private static final Duration CHURN = Duration.ofSeconds(Long.getLong("churn.seconds", 10));
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ProcFs procFs =
      new ProcFs(Path.of("/proc"), 2, Duration.ofSeconds(10), Limits.NONE, Clock.systemUTC());

  private final RestlessReadings readings = new RestlessReadings(procFs);

  @TempDir Path folder = Path.of("");
  private String program = "";

  @BeforeEach
  void compile() throws Exception {
    program = folder.resolve("restless").toString();
    List<String> gcc =
        List.of("gcc", "-Wall", "-Werror", "-o", program, "src/test/programs/restless/restless.c");
    assertThat(new ProcessBuilder(gcc).inheritIO().start().waitFor()).as("%s", gcc).isZero();
  }

  @AfterEach
  void close() {
    procFs.close();
  }

  @Test
  void aPidThatIsReusedMixesNothing() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (Child restless = Child.start(program, "reuse", Integer.toString(REUSES));
        ExecutorService readers = Executors.newFixedThreadPool(3)) {
      int pid = Integer.parseInt(restless.hear());
      BooleanSupplier goesOn = () -> !done.get();
      Future<Tally> mappings =
          readers.submit(() -> readings.followListing(pid, ProcFile.MAPS, goesOn));
      Future<Tally> usage =
          readers.submit(() -> readings.followListing(pid, ProcFile.SMAPS, goesOn));
      Future<Tally> addresses = readers.submit(() -> readings.followAddress(pid, goesOn));
      assertThat(restless.hear()).isEqualTo("reused " + REUSES);
      done.set(true);
      report("maps of " + REUSES + " processes with one pid", mappings.get());
      report("smaps of them", usage.get());
      report("one address of them", addresses.get());
    }
  }

  @Test
  void execMixesNothing() throws Exception {
    try (Child restless = Child.start(program, "exec", "even");
        ExecutorService readers = Executors.newFixedThreadPool(3)) {
      BooleanSupplier goesOn = until(LONG);
      int pid = restless.pid();
      Future<Tally> mappings =
          readers.submit(() -> readings.followListing(pid, ProcFile.MAPS, goesOn));
      Future<Tally> usage =
          readers.submit(() -> readings.followListing(pid, ProcFile.SMAPS, goesOn));
      Future<Tally> addresses = readers.submit(() -> readings.followAddress(pid, goesOn));
      report("maps of a process that execs", mappings.get());
      report("smaps of it", usage.get());
      Tally oneAddress = addresses.get();
      report("one address of it", oneAddress);
      assertThat(oneAddress.outcomes())
          .as("the process has not ended")
          .doesNotContainKey(OutcomeKind.GONE);
    }
  }

  private static BooleanSupplier until(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() < end;
  }

  private static void report(String what, Tally tally) {
    System.out.println(what + ": " + tally);
    assertThat(tally.named()).as("%s: %s", what, tally).isGreaterThan(100);
  }

  /// A thousand processes that live, and two hundred more a second that come and go, in a tick
  /// after the other: each id that was listed ends in one outcome, each read in one as well, and no
  /// process shows the name of one and the sizes of another.
  @Test
  void churnLosesAndMixesNothing() throws Exception {
    try (Child restless = Child.start(program, "churn", "1000")) {
      assertThat(restless.hear()).isEqualTo("churns");
      Map<OutcomeKind, Long> outcomes = new EnumMap<>(OutcomeKind.class);
      Set<Long> everSeen = new HashSet<>();
      long listed = 0;
      long filesOpen = openFiles();
      for (BooleanSupplier goesOn = until(CHURN); goesOn.getAsBoolean(); ) {
        List<Integer> ids = procFs.host().pids();
        List<Integer> handedOn = new ArrayList<>();
        procFs.readAll(
            ids,
            new LastReadings(procFs.host()::processorNanos),
            (id, outcome) -> {
              handedOn.add(id);
              outcomes.merge(outcome.kind(), 1L, Long::sum);
              outcome
                  .value()
                  .ifPresent(reading -> {
                    assertThat(reading.stat().pid()).isEqualTo(id);
                    if (reading.status()
                        instanceof Outcome.Ok<ProcessStatus>(ProcessStatus status)) {
                      assertThat(status.threadGroup()).hasValue(id);
                    }
                    everSeen.add((reading.stat().startTicks() << 32) | id);
                  });
            });
        assertThat(handedOn).containsExactlyInAnyOrderElementsOf(ids);
        listed += ids.size();
      }
      assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(listed);
      assertThat(outcomes).containsOnlyKeys(OutcomeKind.OK, OutcomeKind.GONE);
      long ok = outcomes.getOrDefault(OutcomeKind.OK, 0L);
      assertThat(reads(ProcFile.STAT)).isBetween(ok, listed);
      // Where the first thread has ended, the others are tried, and each may have ended as well: so
      // status may be tried more often than stat.
      assertThat(procFs.statistics().reads(ProcFile.STATUS, OutcomeKind.OK)).isEqualTo(ok);
      assertThat(reads(ProcFile.STATUS)).isLessThanOrEqualTo(listed);
      assertThat(reads(ProcFile.STATM))
          .as("only of processes that are ending")
          .isLessThanOrEqualTo(everSeen.size());
      assertThat(everSeen)
          .as("processes that were seen in %s", CHURN)
          .hasSizeGreaterThan((int) (1000 + 100 * CHURN.toSeconds()));
      assertThat(openFiles()).as("open files").isBetween(filesOpen - 5, filesOpen + 5);
      System.out.println(
          "churn for "
              + CHURN
              + ": listed "
              + listed
              + ", "
              + outcomes
              + ", different processes "
              + everSeen.size());
    }
  }

  private long reads(ProcFile file) {
    long reads = 0;
    for (OutcomeKind kind : OutcomeKind.values()) {
      reads += procFs.statistics().reads(file, kind);
    }
    return reads;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /// The two that stay are there each time, and all are in order and apart, as the parser demands.
  @Test
  void mappingsThatStayAreAlwaysThere() throws Exception {
    try (Child restless = Child.start(program, "remap")) {
      int pid = Integer.parseInt(restless.hear());
      AddressRange between = new AddressRange(EVEN + 1, ODD);
      long changed = 0;
      long seen = -1;
      for (BooleanSupplier goesOn = until(LONG); goesOn.getAsBoolean(); ) {
        try (ListingReading reading = procFs.readMaps(pid).value().orElseThrow()) {
          assertThat(reading.stamp().complete()).isTrue();
          List<Long> starts = starts(reading);
          assertThat(starts).contains(EVEN, ODD).doesNotHaveDuplicates();
          long now = starts.stream().filter(between::contains).count();
          changed += now == seen ? 0 : 1;
          seen = now;
        }
        try (ListingReading reading =
            procFs.scans().listing(pid, ProcFile.SMAPS, true).value().orElseThrow()) {
          assertThat(starts(reading)).contains(EVEN, ODD).doesNotHaveDuplicates();
        }
      }
      assertThat(changed).as("readings unlike the one before").isGreaterThan(100);
    }
  }
}

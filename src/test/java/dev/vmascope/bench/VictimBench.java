package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What a process notices of being read: one of 4 GiB that maps and unmaps all the time, left
/// alone, then watched through the service by 64 clients, then read by eight programs that read as
/// they please. It has the first processor to run on, and the clients, who would be elsewhere, have
/// the last; the service runs where the kernel puts it.
final class VictimBench {
  private static final String MEBIBYTES = "4096";
  private static final int CLIENTS = 64;
  private static final int NAIVE = 8;
  private static final long PHASE_MILLIS = 20_000;
  private static final long CLIENT_PAUSE_MILLIS = 1000;
  private static final long CACHE_SECONDS = 5;

  private VictimBench() {}

  @FunctionalInterface
  private interface Load {
    void once() throws Exception;
  }

  static void run(Consumer<Row> rows) throws Exception {
    try (Victim victim = Victim.start(MEBIBYTES);
        RunningService service = RunningService.start()) {
      victim.takeTheOthers();
      URI smaps = service.uri("/api/processes/" + victim.pid() + "/maps?detail=smaps");
      for (int i = 0; i < 50; i++) {
        answered(smaps);
      }
      Victim.Probes quiet = phase(0, 0, () -> {}, victim);
      Victim.Probes clientsAlone =
          phase(CLIENTS, CLIENT_PAUSE_MILLIS, () -> Wire.get(service.uri("/livez")), victim);
      double readsBefore = service.reads("smaps");
      AtomicLong answers = new AtomicLong();
      Victim.Probes watched =
          phase(CLIENTS, CLIENT_PAUSE_MILLIS, () -> answers.addAndGet(answered(smaps)), victim);
      double reads = service.reads("smaps") - readsBefore;
      Path file = Path.of("/proc", Long.toString(victim.pid()), "smaps");
      Victim.Probes naive = phase(NAIVE, 0, () -> readAll(file), victim);

      double most = 1 + PHASE_MILLIS / 1000.0 / CACHE_SECONDS;
      rows.accept(
          Row.of(
                  "P2",
                  CLIENTS + " clients, kernel reads of smaps",
                  Unit.COUNT,
                  Spread.exactly(reads))
              .against("cache lifetimes", Spread.exactly(most))
              .target(new Target.RatioAtMost(1))
              .note(answers + " answers"));
      rows.accept(
          probes("P2", "probe in the victim, 99.9 %", watched, quiet)
              .target(new Target.RatioAtMost(2)));
      rows.accept(probes("–", "… the clients alone, which ask for /livez", clientsAlone, quiet));
      rows.accept(
          probes("–", "for contrast: " + NAIVE + " programs read smaps in a loop", naive, quiet));
    }
  }

  private static Row probes(
      String promise, String what, Victim.Probes probes, Victim.Probes quiet) {
    return Row.of(promise, what, Unit.NANOSECONDS, probes.highNanos())
        .against("quiet", quiet.highNanos())
        .note(probes.print());
  }

  private static Victim.Probes phase(int clients, long pauseMillis, Load load, Victim victim)
      throws Exception {
    return victim.during(() -> {
      long end = System.nanoTime() + PHASE_MILLIS * 1_000_000;
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        long offset = i * pauseMillis / Math.max(1, clients);
        threads.add(Thread.ofPlatform().start(() -> loop(load, offset, pauseMillis, end)));
      }
      Work.pass(Duration.ofMillis(PHASE_MILLIS));
      for (Thread thread : threads) {
        thread.join();
      }
    });
  }

  private static void loop(Load load, long offsetMillis, long pauseMillis, long endNanos) {
    try {
      Work.pass(Duration.ofMillis(offsetMillis));
      while (System.nanoTime() < endNanos) {
        load.once();
        Work.pass(Duration.ofMillis(pauseMillis));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// 1 for an answer, 0 where the governor deferred it.
  private static int answered(URI uri) throws IOException {
    return Wire.get(uri).status() == 200 ? 1 : 0;
  }

  private static void readAll(Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      while (in.read(buffer) >= 0) {
        // The kernel's work is what counts.
      }
    }
  }
}

package dev.vmascope.bench;

import static org.awaitility.Awaitility.await;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The cost of as many event streams as the service serves: of processes that do nothing, of one
/// that changes a thousand times a second, and for a process that is watched.
final class EventsBench {
  private static final int PROCESSES = 16;
  private static final String MAPPINGS = "2000";
  private static final String LIVE = "40";
  private static final Duration PHASE = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final double MOST_SHARE = 0.02;
  private static final long MOST_GROWTH = 4 << 20;
  private static final double INTERVAL_NANOS = 1e9;

  private EventsBench() {}

  static void run(Consumer<Row> rows) throws Exception {
    List<TestProgram> programs = new ArrayList<>();
    try {
      Path binary = TestProgram.compile("many-mappings");
      for (int i = 0; i < PROCESSES; i++) {
        programs.add(TestProgram.start(binary, MAPPINGS));
      }
      List<Long> pids = programs.stream().map(TestProgram::pid).toList();
      idle(pids, rows);
      changing(rows);
      watched(pids, rows);
    } finally {
      programs.forEach(TestProgram::close);
    }
  }

  private static RunningService service() {
    return RunningService.start("--vmascope.sampling.interval=1h");
  }

  private static void idle(List<Long> pids, Consumer<Row> rows) throws Exception {
    try (RunningService service = service()) {
      Work.pass(WARM_UP);
      double without = share(service);
      try (OpenStreams _ = OpenStreams.of(service, pids, false)) {
        Work.pass(WARM_UP);
        double with = share(service);
        rows.accept(
            Row.of(
                    "events",
                    "%d streams of %d processes with %s mappings, nothing changes"
                        .formatted(OpenStreams.COUNT, PROCESSES, MAPPINGS),
                    Unit.SHARE,
                    Spread.exactly(with))
                .target(new Target.AtMost(MOST_SHARE))
                .note("of a processor; without streams " + Unit.SHARE.print(without)));
      }
    }
  }

  /// The share of a processor that the service takes during a phase.
  private static double share(RunningService service) throws Exception {
    long before = CrowdBench.processorNanos(service.pid());
    long began = System.nanoTime();
    Work.pass(PHASE);
    return (double) (CrowdBench.processorNanos(service.pid()) - before)
        / (System.nanoTime() - began);
  }

  /// As many processes, one of which measures itself.
  private static void watched(List<Long> pids, Consumer<Row> rows) throws Exception {
    try (Victim victim = Victim.start("64", MAPPINGS);
        RunningService service = service()) {
      victim.takeTheOthers();
      List<Long> all = Stream.concat(pids.stream().skip(1), Stream.of(victim.pid())).toList();
      Victim.Probes quiet = victim.during(() -> Work.pass(PHASE));
      try (OpenStreams streams = OpenStreams.of(service, all, false)) {
        Victim.Probes watched = victim.during(() -> Work.pass(PHASE));
        rows.accept(
            Row.of(
                    "events",
                    "probe in one of those processes, 99.9 %",
                    Unit.NANOSECONDS,
                    watched.highNanos())
                .against("without streams", quiet.highNanos())
                .target(new Target.RatioAtMost(2))
                .note("%s; %d changes told".formatted(watched.print(), streams.changes())));
      }
    }
  }

  private static void changing(Consumer<Row> rows) throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("replaces"), LIVE);
        RunningService service = service();
        OpenStreams streams = OpenStreams.of(service, List.of(program.pid()), true)) {
      program.send("\n");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> service.metric("vmascope_event_resets_total{reason=\"overflow\"}") > 0);
      long anonymous = service.statusBytes("RssAnon");
      int changes = streams.changes();
      double share = share(service);
      changes = streams.changes() - changes;
      long growth = service.statusBytes("RssAnon") - anonymous;
      rows.accept(
          Row.of(
                  "–",
                  "1,000 `mmap` and `munmap` a second in one process, %d streams, half of the clients receive nothing"
                      .formatted(OpenStreams.COUNT),
                  Unit.SHARE,
                  Spread.exactly(share))
              .note(
                  "of a processor; %d changes a second for each client"
                      .formatted(changes / PHASE.toSeconds() / (OpenStreams.COUNT / 2))));
      rows.accept(
          Row.of(
                  "events",
                  "… longest time from a reading until a client that receives has the changes",
                  Unit.NANOSECONDS,
                  Spread.exactly(streams.longestNanos()))
              .target(new Target.AtMost(INTERVAL_NANOS))
              .note("the interval of readings"));
      rows.accept(
          Row.of("events", "… growth of `RssAnon`", Unit.BYTES, Spread.exactly((double) growth))
              .target(new Target.AtMost(MOST_GROWTH)));
    }
  }
}

package dev.vmascope.bench;

import static org.awaitility.Awaitility.await;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// What many processes cost: a tick, against a C program that reads the same files and against
/// process-exporter; and a scrape, by series. The service is past its warm-up, and judges growth in
/// every tick.
final class CrowdBench {
  /// The name of the times of `stat-loop` in tables.
  static final String LOOP = "a C loop that reads `stat`, `statm`, `status`";

  private static final int PROCESSES = 1_000;
  private static final int NAMES = 100;
  private static final int ROUNDS = 31;
  private static final int IN_TURN = 5;
  private static final int SCRAPES = 200;
  private static final String EXPORTER = "127.0.0.1:19256";

  private CrowdBench() {}

  /// The service with ticks of a second and windows to match.
  static RunningService service() {
    RunningService service =
        RunningService.start(
            "--vmascope.sampling.interval=1s",
            "--vmascope.growth.window=36s",
            "--vmascope.growth.leak-window=216s",
            "--vmascope.growth.warm-up=5s");
    awaitTicks(service, 90);
    return service;
  }

  /// Waits for some more ticks. A tick of many processes on a busy machine takes seconds, and then
  /// the service doubles its interval.
  static void awaitTicks(RunningService service, int more) {
    double end = service.ticks() + more;
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(20))
        .until(() -> service.ticks() >= end);
  }

  static TestProgram crowd(int processes) {
    return TestProgram.start(
        TestProgram.compile("crowd"), Integer.toString(processes), Integer.toString(NAMES));
  }

  /// A tick and a scrape among a thousand processes.
  static void run(Consumer<Row> rows) throws Exception {
    Spread perSeries;
    try (TestProgram _ = crowd(NAMES);
        RunningService service = service()) {
      perSeries = scrape(service);
    }
    try (TestProgram _ = crowd(PROCESSES);
        RunningService service = service()) {
      tick(service, rows);
      processorTime(service, rows);
      Spread amongMany = scrape(service);
      rows.accept(
          series("S5", "a series of a scrape, among " + PROCESSES + " processes", amongMany)
              .against("among " + NAMES + " of the same names", perSeries)
              .target(new Target.RatioAtMost(1.2)));
      rows.accept(series("S5", "a series of a scrape", amongMany).target(new Target.AtMost(3_000)));
      rows.accept(
          series(
                  "–",
                  "… Micrometer’s own registry with as many gauges, in a loop",
                  bareRegistry(series(service.scrape())))
              .against("the series of the service", amongMany));
      PeersBench.run(service, rows);
    }
  }

  private static Row series(String promise, String what, Spread nanos) {
    return Row.of(promise, what, Unit.NANOSECONDS, nanos);
  }

  /// The same files, read by both in turn.
  private static void tick(RunningService service, Consumer<Row> rows) throws Exception {
    try (TestProgram loop = TestProgram.start(TestProgram.compile("stat-loop"))) {
      InTurn times =
          new InTurn(0, ROUNDS)
              .value("tick", () -> nextTickMicros(service) * 1e3)
              .value("loop", () -> loopMicros(loop) * 1e3)
              .measure();
      rows.accept(
          Row.of(
                  "S4",
                  "a tick over " + PROCESSES + " processes",
                  Unit.NANOSECONDS,
                  times.of("tick"))
              .against(LOOP, times.of("loop"))
              .target(new Target.RatioAtMost(1.4)));
    }
  }

  static double nextTickMicros(RunningService service) {
    String before = capture(service).path("at").asString();
    return await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(5))
        .until(() -> capture(service), capture -> !capture.path("at").asString().equals(before))
        .path("durationMicros")
        .asDouble();
  }

  private static JsonNode capture(RunningService service) {
    return service.json("/api/groups").path("capture");
  }

  static double loopMicros(TestProgram loop) {
    loop.send("\n");
    return Double.parseDouble(loop.line().split(" ", 2)[1]);
  }

  /// Ticks and scrapes, one each second, against as many scrapes of process-exporter as it comes.
  private static void processorTime(RunningService service, Consumer<Row> rows) throws Exception {
    Path names = Files.createTempFile("process-exporter", ".yml");
    Files.writeString(names, "process_names:\n- name: '{{.Comm}}'\n  cmdline: ['.+']\n");
    Process exporter =
        new ProcessBuilder(
                "prometheus-process-exporter",
                "-config.path",
                names.toString(),
                "-web.listen-address",
                EXPORTER)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      URI metrics = URI.create("http://" + EXPORTER + "/metrics");
      await().ignoreExceptions().until(() -> Work.get(metrics) == 200);
      InTurn times =
          new InTurn(0, IN_TURN)
              .value("its", () -> nanosEach(exporter.pid(), metrics))
              .value("ours", () -> nanosEach(service.pid(), service.uri("/actuator/prometheus")))
              .measure();
      rows.accept(
          Row.of("S4", "processor time of a tick and a scrape", Unit.NANOSECONDS, times.of("ours"))
              .against("a scrape of process-exporter", times.of("its"))
              .target(new Target.RatioAtMost(0.125)));
    } finally {
      exporter.destroy();
      exporter.waitFor();
    }
  }

  /// The processor time that a program takes from one scrape to the next, a second later.
  private static double nanosEach(long pid, URI scrape) throws Exception {
    int times = 8;
    long before = processorNanos(pid);
    for (int i = 0; i < times; i++) {
      Work.get(scrape);
      Work.pass(Duration.ofSeconds(1));
    }
    return (double) (processorNanos(pid) - before) / times;
  }

  /// The processor time of a process so far.
  static long processorNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow()
        .toNanos();
  }

  private static long series(String scrape) {
    return scrape.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').count();
  }

  /// What a scrape costs, in nanoseconds for each series.
  private static Spread scrape(RunningService service) throws Exception {
    URI uri = service.uri("/actuator/prometheus");
    return nanos(() -> Work.get(uri)).dividedBy(series(service.scrape()));
  }

  /// As many gauges as the service has series, by group as most of those, and nothing else.
  private static Spread bareRegistry(long series) throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AtomicLong value = new AtomicLong();
    for (int i = 0; i < series; i++) {
      Gauge.builder("bare.gauge.number" + i / NAMES, value, AtomicLong::incrementAndGet)
          .description("A gauge")
          .tag("group", "group-" + i % NAMES)
          .register(registry);
    }
    return nanos(registry::scrape).dividedBy(series(registry.scrape()));
  }

  private static Spread nanos(Callable<?> scrape) throws Exception {
    double[] times = new double[SCRAPES];
    for (int i = -2 * SCRAPES; i < SCRAPES; i++) {
      double took = Work.nanos(scrape);
      if (i >= 0) {
        times[i] = took;
      }
    }
    return Spread.of(times);
  }
}

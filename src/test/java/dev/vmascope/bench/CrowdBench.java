package dev.vmascope.bench;

import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// What many processes cost: a tick, against a C program that reads the same files and against
/// process-exporter; and a scrape, by series. The service is past its warm-up, and judges growth in
/// every tick.
final class CrowdBench {
  private static final int PROCESSES = 1_000;
  private static final int NAMES = 100;
  private static final int ROUNDS = 31;
  private static final int IN_TURN = 4;
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

  /// Waits for some more ticks.
  static void awaitTicks(RunningService service, int more) {
    double end = service.ticks() + more;
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(5))
        .until(() -> service.ticks() >= end);
  }

  static TestProgram crowd(int processes) {
    return TestProgram.start(
        TestProgram.compile("crowd"), Integer.toString(processes), Integer.toString(NAMES));
  }

  /// A tick and a scrape among a thousand processes.
  static void run() throws Exception {
    double perSeries;
    try (TestProgram _ = crowd(NAMES);
        RunningService service = service()) {
      perSeries = scrape(service);
    }
    try (TestProgram _ = crowd(PROCESSES);
        RunningService service = service()) {
      tick(service);
      processorTime(service);
      double amongMany = scrape(service);
      Bench.row(
          "S5",
          "a series of a scrape, among " + PROCESSES + " processes",
          Bench.micros(amongMany),
          "among " + NAMES + " of the same names " + Bench.micros(perSeries),
          amongMany / perSeries,
          1.2);
      Bench.row(
          "S5", "a series of a scrape", Bench.micros(amongMany), "3 µs", amongMany / 3_000, 1);
      double bare = bareRegistry(series(service.scrape()));
      Bench.print(
          String.format(
              Locale.ROOT,
              "| | … of that, Micrometer and the client of Prometheus alone | %s | | %.2f | | |",
              Bench.micros(bare),
              bare / amongMany));
    }
  }

  /// The same files, read by both in turn.
  private static void tick(RunningService service) throws Exception {
    double[] ticks = new double[ROUNDS];
    double[] loops = new double[ROUNDS];
    try (TestProgram loop = TestProgram.start(TestProgram.compile("stat-loop"))) {
      for (int i = 0; i < ROUNDS; i++) {
        ticks[i] = nextTickMicros(service) * 1e3;
        loops[i] = loopMicros(loop) * 1e3;
      }
    }
    double tick = Bench.median(ticks);
    double floor = Bench.median(loops);
    Bench.row(
        "S4",
        "a tick over " + PROCESSES + " processes",
        Bench.millis(tick),
        "C reads stat, statm, status " + Bench.millis(floor),
        tick / floor,
        1.4);
  }

  static double nextTickMicros(RunningService service) {
    String before = capture(service).path("at").asString();
    return await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(1))
        .until(() -> capture(service), capture -> !capture.path("at").asString().equals(before))
        .path("durationMicros")
        .asDouble();
  }

  private static JsonNode capture(RunningService service) {
    return service.json("/api/groups").path("capture");
  }

  private static double loopMicros(TestProgram loop) {
    loop.send("\n");
    return Double.parseDouble(loop.line().split(" ", 2)[1]);
  }

  /// Ticks and scrapes, one each second, against as many scrapes of process-exporter as it comes.
  private static void processorTime(RunningService service) throws Exception {
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
      await().ignoreExceptions().until(() -> Bench.get(metrics) == 200);
      double its = 0;
      double ours = 0;
      for (int i = 0; i < IN_TURN; i++) {
        its += nanosEach(exporter.pid(), metrics) / IN_TURN;
        ours += nanosEach(service.pid(), service.uri("/actuator/prometheus")) / IN_TURN;
      }
      Bench.row(
          "S4",
          "processor time of a tick and a scrape",
          Bench.millis(ours),
          "a scrape of process-exporter " + Bench.millis(its),
          ours / its,
          0.125);
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
      Bench.get(scrape);
      Thread.sleep(1_000);
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
  private static double scrape(RunningService service) throws Exception {
    URI uri = service.uri("/actuator/prometheus");
    return medianNanos(() -> Bench.get(uri)) / series(service.scrape());
  }

  /// As many gauges as the service has series, by group as most of those, and nothing else.
  private static double bareRegistry(long series) throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AtomicLong value = new AtomicLong();
    for (int i = 0; i < series; i++) {
      Gauge.builder("bare.gauge.number" + i / NAMES, value, AtomicLong::incrementAndGet)
          .description("A gauge")
          .tag("group", "group-" + i % NAMES)
          .register(registry);
    }
    return medianNanos(registry::scrape) / series(registry.scrape());
  }

  private static double medianNanos(Callable<?> scrape) throws Exception {
    double[] times = new double[SCRAPES];
    for (int i = -2 * SCRAPES; i < SCRAPES; i++) {
      double took = Bench.nanos(scrape);
      if (i >= 0) {
        times[i] = took;
      }
    }
    return Bench.median(times);
  }
}

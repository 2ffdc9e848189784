package dev.vmascope.system;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// What many processes cost: a tick, against a C program that reads the same files and against
/// process-exporter; a scrape, by series; and ticks and listings as there is more and more to read.
/// The service is past its warm-up, and judges growth in every tick.
final class CrowdBench {
  private static final int PROCESSES = 1_000;
  private static final int NAMES = 100;
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 600;
  private static final int SCRAPES = 200;
  private static final int TICKS_PER_SECOND = 100;
  private static final String EXPORTER = "http://127.0.0.1:19256/metrics";

  private CrowdBench() {}

  /// The service with ticks of a second and windows to match.
  private static RunningService service() throws InterruptedException {
    RunningService service =
        RunningService.start(
            "--vmascope.sampling.interval=1s",
            "--vmascope.growth.window=36s",
            "--vmascope.growth.leak-window=216s",
            "--vmascope.growth.warm-up=5s");
    Thread.sleep(90_000);
    return service;
  }

  private static TestProgram crowd(int processes) {
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
          micros(amongMany),
          "among " + NAMES + " of the same names " + micros(perSeries),
          amongMany / perSeries,
          1.2);
      Bench.row("S5", "a series of a scrape", micros(amongMany), "3 µs", amongMany / 3_000, 1);
      double bare = bareRegistry();
      Bench.print(
          String.format(
              Locale.ROOT,
              "| | … of that, Micrometer and the client of Prometheus alone | %s | | %.2f | | |",
              micros(bare),
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
        1.6);
  }

  private static double nextTickMicros(RunningService service) throws InterruptedException {
    String before = service.json("/api/groups").path("capture").path("at").asString();
    while (true) {
      Thread.sleep(50);
      var capture = service.json("/api/groups").path("capture");
      if (!capture.path("at").asString().equals(before)) {
        return capture.path("durationMicros").asDouble();
      }
    }
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
                "127.0.0.1:19256")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Thread.sleep(2_000);
      List<Double> its = new ArrayList<>();
      List<Double> ours = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        its.add(millisEach(exporter.pid(), URI.create(EXPORTER)));
        ours.add(millisEach(service.pid(), service.uri("/actuator/prometheus")));
      }
      double its4 = its.stream().mapToDouble(Double::doubleValue).sum() / 4;
      double ours4 = ours.stream().mapToDouble(Double::doubleValue).sum() / 4;
      Bench.row(
          "S4",
          "processor time of a tick and a scrape",
          Bench.millis(ours4 * 1e6),
          "a scrape of process-exporter " + Bench.millis(its4 * 1e6),
          ours4 / its4,
          0.125);
    } finally {
      exporter.destroy();
      exporter.waitFor();
    }
  }

  private static double millisEach(long pid, URI scrape) throws Exception {
    int times = 8;
    long before = processorTicks(pid);
    for (int i = 0; i < times; i++) {
      Bench.get(scrape);
      Thread.sleep(1_000);
    }
    return (processorTicks(pid) - before) * (1_000.0 / TICKS_PER_SECOND) / times;
  }

  private static long processorTicks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /// What a scrape costs, in nanoseconds for each series.
  private static double scrape(RunningService service) throws IOException {
    long series =
        service.scrape().lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').count();
    URI uri = service.uri("/actuator/prometheus");
    double[] times = new double[SCRAPES];
    for (int i = -2 * SCRAPES; i < SCRAPES; i++) {
      long began = System.nanoTime();
      Bench.get(uri);
      if (i >= 0) {
        times[i] = System.nanoTime() - began;
      }
    }
    return Bench.median(times) / series;
  }

  /// As many gauges with as many labels as the service has, and nothing else.
  private static double bareRegistry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AtomicLong value = new AtomicLong();
    int series = 0;
    for (int name = 0; name < 30; name++) {
      for (int group = 0; group < 25; group++) {
        Gauge.builder("bare.gauge.number" + name, value, AtomicLong::incrementAndGet)
            .description("A gauge")
            .tag("group", "group-" + group)
            .register(registry);
        series++;
      }
    }
    double[] times = new double[SCRAPES];
    for (int i = -2 * SCRAPES; i < SCRAPES; i++) {
      long began = System.nanoTime();
      if (registry.scrape().isEmpty()) {
        throw new IllegalStateException("an empty scrape");
      }
      if (i >= 0) {
        times[i] = System.nanoTime() - began;
      }
    }
    return Bench.median(times) / series;
  }

  /// Ticks over more and more processes.
  static void more() throws Exception {
    Bench.print("");
    Bench.print("| processes | tick | each |");
    Bench.print("|---:|---:|---:|");
    try (RunningService service = service()) {
      for (int processes : new int[] {100, 300, 1_000, 3_000, 10_000}) {
        try (TestProgram _ = crowd(processes)) {
          Thread.sleep(20_000);
          double[] ticks = new double[9];
          for (int i = 0; i < ticks.length; i++) {
            ticks[i] = nextTickMicros(service) * 1e3;
          }
          double tick = Bench.median(ticks);
          long all = ProcessHandle.allProcesses().count();
          Bench.print(
              String.format(
                  Locale.ROOT, "| %d | %s | %s |", all, Bench.millis(tick), micros(tick / all)));
        }
      }
    }
  }

  /// Listings of more and more mappings.
  static void longer() throws Exception {
    Bench.print("");
    Bench.print("| mappings | `GET …/maps` | each | `cat` | each |");
    Bench.print("|---:|---:|---:|---:|---:|");
    try (RunningService service = RunningService.start()) {
      for (int i = 0; i < WARM_UP; i++) {
        Bench.get(service.uri("/api/processes/self/maps"));
      }
      for (int mappings : new int[] {100, 300, 1_000, 3_000, 10_000, 30_000, 65_000}) {
        try (TestProgram program =
            TestProgram.start(TestProgram.compile("many-mappings"), Integer.toString(mappings))) {
          Path maps = Path.of("/proc", Long.toString(program.pid()), "maps");
          URI uri = service.uri("/api/processes/" + program.pid() + "/maps");
          double[] ours = new double[ROUNDS];
          double[] floors = new double[ROUNDS];
          byte[] buffer = new byte[1 << 18];
          for (int i = -ROUNDS; i < ROUNDS; i++) {
            double answer = Bench.nanos(() -> Bench.get(uri));
            double floor = Bench.nanos(() -> Bench.drain(Files.newInputStream(maps), buffer));
            if (i >= 0) {
              ours[i] = answer;
              floors[i] = floor;
            }
          }
          double our = Bench.median(ours);
          double floor = Bench.median(floors);
          Bench.print(
              String.format(
                  Locale.ROOT,
                  "| %d | %s | %s | %s | %s |",
                  mappings,
                  Bench.millis(our),
                  micros(our / mappings),
                  Bench.millis(floor),
                  micros(floor / mappings)));
        }
      }
    }
  }

  private static String micros(double nanos) {
    return String.format(Locale.ROOT, "%.2f µs", nanos / 1e3);
  }
}

package dev.vmascope.bench;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process notices of being read: one of 4 GiB that maps and unmaps all the time, left
/// alone, then watched through the service by 64 clients, then read by eight programs that read as
/// they please. It has the first processor to run on, and the clients, who would be elsewhere, have
/// the last; the service runs where the kernel puts it.
final class VictimBench {
  private static final int MEBIBYTES = 4096;
  private static final int CLIENTS = 64;
  private static final int NAIVE = 8;
  private static final long PHASE_MILLIS = 20_000;
  private static final long CLIENT_PAUSE_MILLIS = 1000;
  private static final long CACHE_SECONDS = 5;
  private static final Pattern READS =
      Pattern.compile(
          "^vmascope_reads_total\\{file=\"smaps\",outcome=\"ok\"} (\\S+)", Pattern.MULTILINE);

  private VictimBench() {}

  /// @param count how many probes there were
  /// @param median microseconds
  /// @param high 99.9 % took no longer, microseconds
  private record Probes(int count, double median, double high, double longest) {
    static Probes of(String line) {
      String[] numbers = line.split(" ", 4);
      return new Probes(
          Integer.parseInt(numbers[0]),
          Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]),
          Double.parseDouble(numbers[3]));
    }

    String print() {
      return String.format(Locale.ROOT, "%.0f µs (longest %.0f µs)", high, longest);
    }
  }

  @FunctionalInterface
  private interface Load {
    void once() throws Exception;
  }

  static void run() throws Exception {
    Path binary = TestProgram.compile("victim");
    Process victim =
        new ProcessBuilder("taskset", "-c", "0", binary.toString(), Integer.toString(MEBIBYTES))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = victim.inputReader();
        OutputStream input = victim.getOutputStream();
        RunningService service = RunningService.start()) {
      stayOnTheLastProcessor();
      if (!"READY".equals(output.readLine())) {
        throw new IllegalStateException("the victim did not start");
      }
      URI smaps = service.uri("/api/processes/" + victim.pid() + "/maps?detail=smaps");
      for (int i = 0; i < 50; i++) {
        answered(smaps);
      }
      Probes quiet = phase(0, 0, () -> {}, input, output);
      Probes clientsAlone =
          phase(CLIENTS, CLIENT_PAUSE_MILLIS, () -> Wire.get(service.uri("/livez")), input, output);
      double readsBefore = reads(service);
      AtomicLong answers = new AtomicLong();
      Probes watched =
          phase(
              CLIENTS,
              CLIENT_PAUSE_MILLIS,
              () -> answers.addAndGet(answered(smaps)),
              input,
              output);
      double reads = reads(service) - readsBefore;
      Path file = Path.of("/proc", Long.toString(victim.pid()), "smaps");
      Probes naive = phase(NAIVE, 0, () -> readAll(file), input, output);

      double most = 1 + PHASE_MILLIS / 1000.0 / CACHE_SECONDS;
      Bench.row(
          "P2",
          CLIENTS + " clients, " + answers + " answers, kernel reads of smaps",
          String.format(Locale.ROOT, "%.0f", reads),
          String.format(Locale.ROOT, "%.0f cache lifetimes", most),
          reads / most,
          1);
      Bench.row(
          "P2",
          "probe in the victim, 99.9 %, " + watched.count() + " probes",
          watched.print(),
          "quiet " + quiet.print(),
          watched.high() / quiet.high(),
          2);
      Bench.print(
          String.format(
              Locale.ROOT,
              "| – | of that, the clients alone: they ask for /livez instead | %s | quiet %s | %.2f | | |",
              clientsAlone.print(),
              quiet.print(),
              clientsAlone.high() / quiet.high()));
      Bench.print(
          String.format(
              Locale.ROOT,
              "| – | for contrast: %d programs that read smaps in a loop | %s | quiet %s | %.2f | | |",
              NAIVE,
              naive.print(),
              quiet.print(),
              naive.high() / quiet.high()));
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  /// For all threads of this process, and those that they start.
  private static void stayOnTheLastProcessor() throws Exception {
    String last = Integer.toString(Runtime.getRuntime().availableProcessors() - 1);
    String self = Long.toString(ProcessHandle.current().pid());
    Bench.run("taskset", "--all-tasks", "--cpu-list", "--pid", last, self);
  }

  private static Probes phase(
      int clients, long pauseMillis, Load load, OutputStream input, BufferedReader output)
      throws Exception {
    ask(input);
    output.readLine();
    long end = System.nanoTime() + PHASE_MILLIS * 1_000_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      long offset = i * pauseMillis / Math.max(1, clients);
      threads.add(Thread.ofPlatform().start(() -> loop(load, offset, pauseMillis, end)));
    }
    Thread.sleep(PHASE_MILLIS);
    for (Thread thread : threads) {
      thread.join();
    }
    ask(input);
    return Probes.of(String.valueOf(output.readLine()));
  }

  private static void ask(OutputStream input) throws IOException {
    input.write('\n');
    input.flush();
  }

  private static void loop(Load load, long offsetMillis, long pauseMillis, long endNanos) {
    try {
      Thread.sleep(offsetMillis);
      while (System.nanoTime() < endNanos) {
        load.once();
        Thread.sleep(pauseMillis);
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

  private static double reads(RunningService service) {
    Matcher matcher = READS.matcher(service.scrape());
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }
}

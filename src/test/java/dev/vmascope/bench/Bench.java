package dev.vmascope.bench;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// What reading costs, as ratios to what the kernel and the usual programs cost for the same
/// process in the same run. `bin/bench` runs it, with the flags of the image.
final class Bench {
  /// The number of mappings of the large process.
  static final int MAPPINGS = 65_000;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen = Arrays.asList(arguments);
    print("| promise | what | median | against | ratio | target | |");
    print("|---|---|---:|---:|---:|---:|---|");
    if (chosen.isEmpty() || chosen.contains("logs")) {
      LogBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("diff")) {
      DiffBench.run();
    }
    try (TestProgram large =
        TestProgram.start(TestProgram.compile("many-mappings"), String.valueOf(MAPPINGS))) {
      if (chosen.isEmpty() || chosen.contains("parse")) {
        ListingBench.parse(large.pid());
      }
      try (RunningService service =
          RunningService.start(
              "--vmascope.scan.cache=0s",
              "--vmascope.scan.budget=64",
              "--vmascope.scan.max-read=10s")) {
        if (chosen.isEmpty() || chosen.contains("listings")) {
          ListingBench.listings(service, large.pid());
        }
        if (chosen.isEmpty() || chosen.contains("address")) {
          AddressBench.run(service, large.pid());
        }
        if (chosen.isEmpty() || chosen.contains("estimates")) {
          EstimateBench.run(service);
        }
      }
    }
    if (chosen.isEmpty() || chosen.contains("events")) {
      EventsBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("victim")) {
      VictimBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("crowd")) {
      CrowdBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("processes")) {
      IncreaseBench.ofProcesses();
    }
    if (chosen.isEmpty() || chosen.contains("mappings")) {
      IncreaseBench.ofMappings();
    }
  }

  static void print(String line) {
    System.out.println(line);
  }

  /// A row of the table.
  static void row(
      String promise, String what, String value, String against, double ratio, double target) {
    print(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s | %.2f | ≤ %.2f | %s |",
            promise,
            what,
            value,
            against,
            ratio,
            target,
            ratio <= target ? "met" : "MISSED"));
  }

  static String micros(double nanos) {
    return String.format(Locale.ROOT, "%.2f µs", nanos / 1e3);
  }

  static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  static double nanos(Callable<?> work) throws Exception {
    long began = System.nanoTime();
    work.call();
    return System.nanoTime() - began;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static long drain(InputStream opened, byte[] buffer) throws IOException {
    long total = 0;
    try (InputStream in = opened) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
      }
    }
    return total;
  }

  static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return status;
  }

  static int get(URI uri) throws IOException {
    int status = Wire.get(uri).status();
    if (status != 200) {
      throw new IllegalStateException(uri + ": " + status);
    }
    return status;
  }
}

package dev.vmascope.bench;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What ticks and listings cost as there is more and more to read.
final class IncreaseBench {
  private static final int WARM_UP = 600;
  private static final int ROUNDS = 31;

  private IncreaseBench() {}

  /// Ticks over more and more processes.
  static void ofProcesses() throws Exception {
    Bench.print("");
    Bench.print("| processes | tick | each |");
    Bench.print("|---:|---:|---:|");
    try (RunningService service = CrowdBench.service()) {
      for (int processes : new int[] {100, 300, 1_000, 3_000, 10_000}) {
        try (TestProgram _ = CrowdBench.crowd(processes)) {
          CrowdBench.awaitTicks(service, 20);
          double[] ticks = new double[9];
          for (int i = 0; i < ticks.length; i++) {
            ticks[i] = CrowdBench.nextTickMicros(service) * 1e3;
          }
          double tick = Bench.median(ticks);
          long all = ProcessHandle.allProcesses().count();
          Bench.print(
              String.format(
                  Locale.ROOT,
                  "| %d | %s | %s |",
                  all,
                  Bench.millis(tick),
                  Bench.micros(tick / all)));
        }
      }
    }
  }

  /// Listings of more and more mappings.
  static void ofMappings() throws Exception {
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
                  Bench.micros(our / mappings),
                  Bench.millis(floor),
                  Bench.micros(floor / mappings)));
        }
      }
    }
  }
}

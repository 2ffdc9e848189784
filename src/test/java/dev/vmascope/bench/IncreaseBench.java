package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What ticks and listings cost as there is more and more to read.
final class IncreaseBench {
  private static final int WARM_UP = 600;
  private static final int ROUNDS = 31;
  private static final int TICKS = 9;

  private IncreaseBench() {}

  /// Ticks over more and more processes.
  static void ofProcesses(Consumer<Row> rows) throws Exception {
    try (TestProgram loop = TestProgram.start(TestProgram.compile("stat-loop"));
        RunningService service = CrowdBench.service()) {
      for (int processes : new int[] {100, 300, 1_000, 3_000, 10_000}) {
        try (TestProgram _ = CrowdBench.crowd(processes)) {
          CrowdBench.awaitTicks(service, 20);
          InTurn times =
              new InTurn(0, TICKS)
                  .value("tick", () -> CrowdBench.nextTickMicros(service) * 1e3)
                  .value("loop", () -> CrowdBench.loopMicros(loop) * 1e3)
                  .measure();
          rows.accept(
              Row.of(
                      "S8",
                      "a tick with " + processes + " processes more",
                      Unit.NANOSECONDS,
                      times.of("tick"))
                  .against(CrowdBench.LOOP, times.of("loop"))
                  .size("processes", "a tick", ProcessHandle.allProcesses().count()));
        }
      }
    }
  }

  /// Listings of more and more mappings.
  static void ofMappings(Consumer<Row> rows) throws Exception {
    try (RunningService service = RunningService.start()) {
      for (int i = 0; i < WARM_UP; i++) {
        Work.get(service.uri("/api/processes/self/maps"));
      }
      for (int mappings : new int[] {100, 300, 1_000, 3_000, 10_000, 30_000, 65_000}) {
        try (TestProgram program =
            TestProgram.start(TestProgram.compile("many-mappings"), Integer.toString(mappings))) {
          rows.accept(listing(service, program.pid(), mappings));
        }
      }
    }
  }

  private static Row listing(RunningService service, long pid, int mappings) throws Exception {
    URI uri = service.uri("/api/processes/" + pid + "/maps");
    try (ReadLoop floor = ReadLoop.of(Path.of("/proc", Long.toString(pid), "maps"))) {
      InTurn times =
          new InTurn(ROUNDS, ROUNDS)
              .work("answer", () -> Work.get(uri))
              .value("floor", floor::nanos)
              .measure();
      return Row.of(
              "S8", "GET …/maps of " + mappings + " mappings", Unit.NANOSECONDS, times.of("answer"))
          .against(ReadLoop.NAME, times.of("floor"))
          .size("mappings", "GET …/maps", mappings);
    }
  }
}

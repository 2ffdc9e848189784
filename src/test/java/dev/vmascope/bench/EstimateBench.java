package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// How near the estimates of scans come to their costs.
final class EstimateBench {
  private static final double LEAST_SHARE = 0.95;

  private EstimateBench() {}

  /// Reads everything that can be read a few times, and looks at what was expected of each.
  static void run(RunningService service, Consumer<Row> rows) throws Exception {
    List<Double> errors = new ArrayList<>();
    try (TestProgram _ = TestProgram.start(TestProgram.compile("victim"), "64");
        TestProgram _ = TestProgram.start(TestProgram.compile("victim"), "1024");
        TestProgram _ = TestProgram.start(TestProgram.compile("many-mappings"), "5000")) {
      for (int round = 0; round < 5; round++) {
        for (JsonNode process : service.json("/api/processes?type=user").path("processes")) {
          String path = "/api/processes/" + process.path("pid").asLong();
          for (String what :
              List.of("/maps?detail=smaps", "/summary?detail=rollup", "/numa", "/pages")) {
            Wire.get(service.uri(path + what));
            JsonNode latest = service.json("/api/scans").path("decisions").path(0);
            if (latest.path("costMillis").isNumber() && latest.path("estimateMillis").isNumber()) {
              errors.add(
                  latest.path("estimateMillis").asDouble() / latest.path("costMillis").asDouble());
            }
          }
        }
      }
    }
    long good = errors.stream().filter(error -> error >= 1 / 3.0 && error <= 3).count();
    double share = (double) good / errors.size();
    rows.accept(
        Row.of("P3", "estimates within a factor 3", Unit.SHARE, Spread.exactly(share))
            .target(new Target.AtLeast(LEAST_SHARE))
            .note("of " + errors.size() + " reads"));
  }
}

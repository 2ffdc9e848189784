package dev.vmascope.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rows of several runs: merged, in a table, in JSON.
class ReportTest {
  private static Row row(double value, double reference) {
    return Row.of("S2", "GET …/maps", Unit.NANOSECONDS, Spread.of(value, value * 2, value * 3))
        .against("cat", Spread.exactly(reference))
        .target(new Target.RatioAtMost(2.5))
        .size("mappings", "GET …/maps", 100)
        .note("quiet");
  }

  private static Report threeRuns() {
    Report report = new Report();
    double[][] runs = {{10e6, 10e6}, {15e6, 10e6}, {10e6, 5e6}};
    for (int run = 0; run < runs.length; run++) {
      report.begin(run + 1, "listings");
      report.add(row(runs[run][0], runs[run][1]));
    }
    return report;
  }

  @Test
  void hasTheRoundsOfASingleRun() {
    Report report = new Report();
    report.begin(1, "listings");
    String line = report.add(row(10e6, 10e6));
    assertThat(line)
        .isEqualTo(
            "| S2 | GET …/maps | 20.0 ms (10.0–30.0) | cat 10.0 ms | 2.00 | ≤ 2.50 | met |"
                + " 100 mappings, 0.20 ms each; quiet |");
    assertThat(report.table()).hasSize(3).endsWith(line);
  }

  @Test
  void hasTheMedianOfRunsWithTheLeastAndTheMost() {
    MergedRow merged = threeRuns().merged().getFirst();
    assertThat(merged.row().value()).isEqualTo(new Spread(20e6, 20e6, 30e6));
    assertThat(merged.row().reference().orElseThrow().value())
        .isEqualTo(new Spread(10e6, 5e6, 10e6));
    assertThat(merged.ratio()).contains(new Spread(3, 2, 4));
    assertThat(merged.met()).contains(false);
    assertThat(threeRuns().table().getLast())
        .isEqualTo(
            "| S2 | GET …/maps | 20.0 ms (20.0–30.0) | cat 10.0 ms (5.0–10.0) | 3.00 (2.00–4.00) | ≤ 2.50 | MISSED |"
                + " 100 mappings, 0.20 ms each; quiet |");
  }

  @Test
  void keepsWhatAnUnfinishedRunHasMeasured() {
    Report report = threeRuns();
    report.begin(4, "parse");
    report.add(Row.of("S1", "parse", Unit.NANOSECONDS, Spread.exactly(1)));
    assertThat(report.merged()).extracting(merged -> merged.runs().size()).containsExactly(3, 1);
  }

  @Test
  void comparesRowsOfTheSamePartAlone() {
    Report report = new Report();
    report.begin(1, "address");
    report.add(row(1, 1));
    report.begin(1, "listings");
    report.add(row(1, 1));
    assertThat(report.merged()).hasSize(2);
    assertThatIllegalStateException().isThrownBy(() -> report.add(row(1, 1)));
  }

  @Test
  void promisesValuesToo() {
    Row row = Row.of("P3", "estimates", Unit.SHARE, Spread.exactly(0.978));
    assertThat(MergedRow.of("estimates", List.of(row.target(new Target.AtLeast(0.95)))).print())
        .isEqualTo("| P3 | estimates | 97.8 % |  |  | ≥ 95.0 % | met |  |");
    assertThat(MergedRow.of("estimates", List.of(row.target(new Target.AtMost(0.95)))).met())
        .contains(false);
    assertThat(MergedRow.of("estimates", List.of(row)).met()).isEmpty();
  }

  @Test
  void keepsTextsInTheirCells() {
    Row row = Row.of("log", "a|b", Unit.COUNT, Spread.exactly(3)).note("`x | y`");
    assertThat(MergedRow.of("logs", List.of(row)).print())
        .isEqualTo("| log | a\\|b | 3 |  |  |  |  | `x \\| y` |");
  }

  @Test
  void hasNoRatioToNothing() {
    Row alone = Row.of("S1", "parse", Unit.NANOSECONDS, Spread.exactly(1));
    assertThatIllegalArgumentException().isThrownBy(() -> alone.target(new Target.RatioAtMost(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alone.against("nothing", Spread.exactly(0)));
  }

  @Test
  void writesEachRunAndTheMachine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.json");
    ReportFile.write(file, MachineFacts.now(), threeRuns());
    JsonNode json = read(file);
    JsonNode machine = json.path("machine");
    assertThat(machine.path("kernel").asString()).isEqualTo(System.getProperty("os.version"));
    assertThat(machine.path("processors").asInt()).isPositive();
    assertThat(machine.path("jvm").asString()).contains(System.getProperty("java.vm.version"));
    assertThat(machine.path("options").isArray()).isTrue();
    assertThat(machine.path("date").asString()).startsWith("20");
    JsonNode row = json.path("rows").path(0);
    assertThat(row.path("part").asString()).isEqualTo("listings");
    assertThat(row.path("unit").asString()).isEqualTo("nanoseconds");
    assertThat(row.path("value").path("median").asDouble()).isEqualTo(20e6);
    assertThat(row.path("reference").path("name").asString()).isEqualTo("cat");
    assertThat(row.path("ratio").path("most").asDouble()).isEqualTo(4);
    assertThat(row.path("target").path("kind").asString()).isEqualTo("ratio-at-most");
    assertThat(row.path("met").asBoolean()).isFalse();
    assertThat(row.path("size").path("mappings").asInt()).isEqualTo(100);
    assertThat(row.path("runs")).hasSize(3);
    assertThat(row.path("runs").path(1).path("ratio").asDouble()).isEqualTo(3);
    assertThat(row.path("runs").path(1).path("value").path("least").asDouble()).isEqualTo(15e6);
  }

  private static JsonNode read(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(file));
  }
}

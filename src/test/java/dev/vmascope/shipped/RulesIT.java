package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.shipped.chart.ChartMonitoringTest;
import dev.vmascope.shipped.promql.ShippedQueries;
import dev.vmascope.shipped.promql.ShippedQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prometheus' own `promtool` about rules and queries. A missing one fails the tests: `bin/verify`
/// installs it.
class RulesIT {
  private static final Path TESTS = Path.of("src/test/resources/rules/vmascope.rules.test.yaml");

  private static final int RULES = ShippedRules.parse(ShippedRules.text()).size();

  @TempDir Path folder;

  private record Verdict(boolean good, String output) {}

  @Test
  void rulesAreRules() throws Exception {
    Verdict verdict = promtool("check", "rules", ShippedRules.FILE.toString());
    assertThat(verdict.output()).contains("SUCCESS: %d rules found".formatted(RULES));
    assertThat(verdict.good()).isTrue();
  }

  @Test
  void rulesOfTheChartAreRules() throws Exception {
    for (String values : List.of("pod-monitor", "service-monitor")) {
      assertThat(check(ChartMonitoringTest.rules(values)).output())
          .contains("SUCCESS: %d rules found".formatted(RULES));
    }
    assertThat(check(ChartMonitoringTest.rules("no-capability")).output())
        .contains("SUCCESS: %d rules found".formatted(RULES - 1));
  }

  @Test
  void rulesFireOnWhatTheyAreMeantFor() throws Exception {
    Verdict verdict = promtool("test", "rules", TESTS.toString());
    assertThat(verdict.good()).as(verdict.output()).isTrue();
    String tests = Files.readString(TESTS);
    assertThat(ShippedRules.parse(ShippedRules.text()))
        .filteredOn(ShippedRules.Rule::alert)
        .hasSize(19)
        .allSatisfy(alert ->
            assertThat(tests)
                .containsPattern("alertname: " + alert.name() + "\\n +exp_alerts:(?: &\\w+)?\\n"));
  }

  @Test
  void shortenedRulesAreRules() throws Exception {
    assertThat(check(ShippedRules.dividedBy(60)).good()).isTrue();
    assertThat(check(ShippedRules.dividedBy(3600)).good()).isTrue();
  }

  @Test
  void queriesOfDashboardsAreQueries() throws Exception {
    Verdict verdict = check(asRules(ShippedQueries.all()));
    assertThat(verdict.good()).as(verdict.output()).isTrue();
    assertThat(verdict.output()).contains(ShippedQueries.all().size() + " rules found");
  }

  @Test
  void aQueryThatIsNoneIsFoundOut() throws Exception {
    ShippedQuery broken = new ShippedQuery("d", "p", "A", "sum by (group (up)");
    assertThat(check(asRules(List.of(broken))).good()).isFalse();
  }

  @Test
  void aRuleThatFiresOnSomethingElseIsFoundOut() throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), ShippedRules.text().replace("> 0.95", "> 0.5"));
    Path tests = folder.resolve("tests.yaml");
    Files.writeString(
        tests, Files.readString(TESTS).replaceFirst("rule_files: .*", "rule_files: [rules.yaml]"));
    Verdict verdict = promtool("test", "rules", tests.toString());
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.output()).contains("VmascopeMappingLimitImminent");
  }

  @Test
  void theConfigurationOfTheCompositionIsOne() throws Exception {
    Verdict verdict = promtool("check", "config", "--syntax-only", "compose/prometheus.yml");
    assertThat(verdict.good()).as(verdict.output()).isTrue();
  }

  private static String asRules(List<ShippedQuery> queries) {
    return queries.stream()
        .map(query ->
            "      - record: q%d\n        expr: >-\n          %s\n"
                .formatted(queries.indexOf(query), query.expression()))
        .collect(Collectors.joining("", "groups:\n  - name: queries\n    rules:\n", ""));
  }

  private Verdict check(String rules) throws IOException, InterruptedException {
    Path file = folder.resolve("checked.yaml");
    Files.writeString(file, rules);
    return promtool("check", "rules", file.toString());
  }

  private static Verdict promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Shell.Result result = Shell.run(command.toArray(String[]::new));
    return new Verdict(result.status() == 0, result.output() + result.errors());
  }
}

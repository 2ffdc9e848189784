package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The alerts, on cases that `promtool` plays: each fires on its own, and never on those that look
/// like them.
class AlertsIT {
  @TempDir Path folder;

  static List<AlertCases> cases() {
    return AlertCases.all();
  }

  @Test
  void eachAlertHasCases() {
    assertThat(cases())
        .extracting(AlertCases::alert)
        .containsExactlyInAnyOrderElementsOf(
            ShippedRules.parse(ShippedRules.text()).stream()
                .filter(ShippedRules.Rule::alert)
                .map(ShippedRules.Rule::name)
                .toList());
    assertThat(cases())
        .allSatisfy(cases -> {
          assertThat(cases.fires()).isNotEmpty();
          assertThat(cases.silent()).hasSizeGreaterThanOrEqualTo(11);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firesOnItsCasesAlone(AlertCases cases) throws Exception {
    assertHolds(cases.asTest(rules(cases)));
  }

  /// The target has labels of its own besides, as a plain scrape keeps them.
  @ParameterizedTest
  @MethodSource("ofOneMachine")
  void tellsMachinesOfTheSameNameInTwoClustersApart(AlertCases cases) throws Exception {
    String target = "node=\"n\",namespace=\"monitoring\",pod=\"vmascope-1\",container=\"vmascope\"";
    assertHolds(
        cases.asTestWith(rules(cases), "cluster=\"one\"," + target, "cluster=\"two\"," + target));
  }

  /// A test that holds for every rule may be one that asks nothing.
  @Test
  void aRuleThatFiresTooEarlyIsFoundOut() throws Exception {
    AlertCases high =
        cases().stream()
            .filter(cases -> cases.alert().equals("VmascopeMappingLimitHigh"))
            .findFirst()
            .orElseThrow();
    Path rules = rules(high);
    Files.writeString(rules, Files.readString(rules).replace("for: 30m", "for: 20m"));
    assertThat(test(high.asTest(rules)).errors()).contains("a merge of an index for 25 minutes");
  }

  static List<AlertCases> ofOneMachine() {
    return cases().stream().filter(cases -> !cases.apart()).toList();
  }

  /// The alert alone, since `promtool` takes its time for each rule.
  private Path rules(AlertCases cases) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), ShippedRules.only(cases.alert()));
  }

  private void assertHolds(String tests) throws IOException, InterruptedException {
    Shell.Result result = test(tests);
    assertThat(result.status()).as(result.output() + result.errors()).isZero();
  }

  private Shell.Result test(String tests) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("tests.yaml"), tests);
    return Shell.run("promtool", "test", "rules", file.toString());
  }
}

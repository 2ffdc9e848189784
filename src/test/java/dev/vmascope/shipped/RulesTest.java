package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.shipped.promql.MetricsContract;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules are sound, ask for what the service has, and lead to a runbook that knows them.
class RulesTest {
  private static final MetricsContract CONTRACT = MetricsContract.read();
  private static final Runbook RUNBOOK = Runbook.read();

  @Test
  void nothingIsWrongWithThem() {
    assertThat(RulesLint.complaints(ShippedRules.text(), RUNBOOK, CONTRACT)).isEmpty();
  }

  @Test
  void theRunbookHasNoSectionWithoutAnAlert() {
    String urls =
        ShippedRules.parse(ShippedRules.text()).stream()
            .map(rule -> rule.annotations().getOrDefault("runbook_url", "") + "\n")
            .collect(Collectors.joining());
    assertThat(RUNBOOK.sections().keySet())
        .isNotEmpty()
        .allSatisfy(anchor -> assertThat(urls).contains(Runbook.PATH + "#" + anchor + "\n"));
  }

  @Test
  void everySectionOfTheRunbookSaysWhatToDoAndWhenNot() {
    assertThat(RUNBOOK.sections().values())
        .allSatisfy(section ->
            assertThat(section)
                .contains(
                    "**Means:**",
                    "**Matters:**",
                    "curl -s",
                    "http://localhost:8080/",
                    "**Do:**",
                    "**False alarm:**"));
  }

  @Test
  void theContractKeepsTheConventionsOfPrometheus() {
    assertThat(CONTRACT.metrics().values())
        .hasSizeGreaterThan(70)
        .allSatisfy(metric ->
            assertThat(metric.name().endsWith("_total"))
                .as(metric.name())
                .isEqualTo(metric.type() == MetricsContract.Type.COUNTER));
  }

  @Test
  void aTestCanShortenAllDurations() {
    String shorter = ShippedRules.dividedBy(60);
    assertThat(shorter)
        .contains("for: 15000ms", "keep_firing_for: 30000ms", "interval: 1000ms")
        .contains(":sum[5000ms]", "_seconds[15000ms]) < 4 * 3600", "[1440000ms] offset 1440000ms)")
        .contains("_suspects[15000ms:1000ms]) >= 5", "[1620000ms:10000ms]) >= 6 * 24")
        .contains("vmascope_build_info[60000ms] offset 1440000ms)")
        .doesNotContainPattern("(for|interval): [0-9]+[smhd]\\n")
        .doesNotContainPattern("(\\[|offset )[0-9]+[smhd]\\b");
    assertThat(RulesLint.complaints(shorter, RUNBOOK, CONTRACT)).isEmpty();
  }

  /// A lint that finds nothing may be one that cannot.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          severity: critical            | severity: page             | has no severity
          summary:                      | message:                   | has no summary
          docs/runbook.md#leak          | docs/runbook.md#leaks      | is not in the section
          description:                  | explanation:               | has no description
          /d/vmascope-growth?           | /d/vmascope-leaks?         | leads to no dashboard
          var-instance={{ $labels.i     | var-node={{ $labels.i      | leads to no dashboard
          var-group={{ $labels.group    | var-name={{ $labels.name   | leads to no dashboard
          /#/findings                   | /#/results                 | leads to no screen
          (cluster, job)                | (instance, job)            | but not clusters
          docs/runbook.md#leak          | docs/runbook.md#swap       | is not in the section
          docs/runbook.md#leak          | runbook.md#leak            | is not in the section
          alert: VmascopeDown           | alert: VmascopeSwapGrowth  | is there twice
          alert: VmascopeDown           | alert: Down                | does not start with
          up{job=                       | upp{job=                   | no metric of the contract: upp
          vmascope_segfaults_total[     | vmascope_segfaults[        | no metric of the contract
          reason="denied"               | why="denied"               | processes_unreadable: why
          increase(vmascope_segfaults   | max_over_time(vmascope_segfaults | a counter without its rate
          count by (cluster, job)       | count by (cluster, kind)       | no label of what it asks for
          record: group:vmascope_page_faults:rate5m | record: faults | level:metric:operation
          """)
  void aBrokenCopyIsFoundOut(String text, String replacement, String complaint) {
    assertThat(ShippedRules.text()).contains(text);
    String broken = ShippedRules.text().replace(text, replacement);
    assertThat(RulesLint.complaints(broken, RUNBOOK, CONTRACT))
        .anySatisfy(said -> assertThat(said).contains(complaint));
  }

  @Test
  void aKeyThatIsThereTwiceIsNoYaml() {
    assertThatThrownBy(() -> ShippedRules.parse("groups: []\ngroups: []\n"))
        .hasMessageContaining("duplicate key");
  }

  @Test
  void aLineThatIsNoMetricIsNoContract() {
    assertThatThrownBy(() -> MetricsContract.parse(List.of("up gauge -")))
        .hasMessageContaining("expected name, type, labels, data");
    assertThatThrownBy(
            () -> MetricsContract.parse(List.of("up gauge - always", "up gauge - always")))
        .hasMessageContaining("twice in the contract: up");
  }
}

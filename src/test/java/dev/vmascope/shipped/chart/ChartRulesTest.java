package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.shipped.ShippedRules;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/// The rules of the chart: those of the file, but for what the values change.
class ChartRulesTest {
  private static final String DOWN = "VmascopeDown";

  @TempDir Path folder;

  @Test
  void areThoseOfTheFile() {
    assertThat(read(ChartMonitoringTest.rules("pod-monitor")))
        .isEqualTo(
            read(
                ShippedRules.text()
                    .replace(
                        "docs/runbook.md#", "https://wiki.example/vmascope/docs/runbook.md#")));
    assertThat(read(ChartMonitoringTest.rules("service-monitor")))
        .isEqualTo(
            read(
                ShippedRules.text()
                    .replace("/ 15000 >", "/ 20000 >")
                    .replace("limit of 15000", "limit of 20000")
                    .replace("runbook_url:", "runbook:")));
  }

  private static Object read(String rules) {
    return new Yaml().load(rules);
  }

  /// Without an address there is none that could be followed; the section is named all the same.
  @Test
  void haveNoLinkThatLeadsNowhere() {
    assertThat(alerts("service-monitor"))
        .hasSizeGreaterThan(10)
        .allSatisfy(alert ->
            assertThat(alert.getAnnotations())
                .doesNotContainKeys("runbook_url", "dashboard_url", "page_url")
                .hasEntrySatisfying("runbook", text -> assertThat(text).startsWith("docs/")));
    assertThat(alerts("pod-monitor"))
        .allSatisfy(alert ->
            assertThat(alert.getAnnotations())
                .doesNotContainKey("runbook")
                .hasEntrySatisfying("runbook_url", url -> assertThat(url).startsWith("https://")));
  }

  /// A path of the file becomes a link once the values say where it starts.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | dashboard     | /d/vmascope-growth?var-group={{ $labels.group }}",
        "{}                                              | page          | /#/system",
        "{grafanaUrl: 'https://g.example/'}              | dashboard_url | https://g.example/d/vmascope-growth?var-group={{ $labels.group }}",
        "{grafanaUrl: 'https://g.example/'}              | page          | /#/system",
        "{pageUrl: 'https://{node}.example'}             | page_url      | https://{{ $labels.node }}.example/#/system",
        "{pageUrl: 'http://{instance}:8080/'}            | page_url      | http://{{ $labels.instance }}:8080/#/system",
        "{docsUrl: 'https://w.example'}                  | runbook_url   | https://w.example/runbook.md#down",
        "{}                                              | runbook       | docs/runbook.md#down",
      })
  void linkWhereTheValuesSay(String members, String annotation, String expected)
      throws IOException {
    Path chart = withOneAlert(DOWN);
    Map<String, Object> changes = ChartValues.asMembers(read(members));
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            new ChartValues(Map.of("prometheusRule", Map.of("enabled", true)))
                .with(new ChartValues(Map.of("prometheusRule", changes)))
                .text());
    String rendered = Chart.render(chart, values);
    Map<String, String> annotations = alerts(Chart.objects(rendered)).getFirst().getAnnotations();
    assertThat(annotations).hasSize(3).containsEntry(annotation, expected);
  }

  @Test
  void haveTheLargestLimitAsAWholeNumber() {
    assertThat(alert("ways-out", "VmascopeSeriesNearLimit").getExpr().getStrVal())
        .endsWith("/ 1000000 > 0.8");
  }

  @Test
  void leaveOutWhatWouldNeverEndWithoutACapability() throws IOException {
    assertThat(names("no-capability")).doesNotContain("VmascopeProcessesUnreadable");
    Path wanted =
        Files.writeString(
            folder.resolve("v.yaml"),
            "capability: none\nprometheusRule: {enabled: true, rules: {VmascopeProcessesUnreadable: {enabled: true}}}");
    assertThat(alerts(wanted)).extracting(Rule::getAlert).contains("VmascopeProcessesUnreadable");
    assertThat(names("rules")).doesNotContain("VmascopeStaleLibrary").contains(DOWN);
  }

  /// Whoever switches the control groups off knows that limits are not seen.
  @ParameterizedTest
  @CsvSource({
    "true, {}, 1",
    "false, {}, 0",
    "false, {enabled: true}, 1",
    "true, {enabled: false}, 0"
  })
  void leaveOutWhatTheValuesLeaveOutOnPurpose(String mounted, String changes, int expected)
      throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            """
            hostCgroups: {enabled: %s}
            prometheusRule: {enabled: true, rules: {VmascopeMemoryLimitsHidden: %s}}
            """
                .formatted(mounted, changes.equals("{}") ? "{for: 1h}" : changes));
    String rendered = Chart.render(withOneAlert("VmascopeMemoryLimitsHidden"), values);
    assertThat(alerts(Chart.objects(rendered))).hasSize(expected);
  }

  private Path withOneAlert(String name) throws IOException {
    Path chart = Chart.copy(folder);
    Files.writeString(
        chart.resolve("rules/vmascope.rules.yaml"),
        """
        groups:
          - name: alerts
            rules:
              - alert: %s
                expr: up == 0
                labels: {severity: warning}
                annotations:
                  dashboard: "/d/vmascope-growth?var-group={{ $labels.group }}"
                  page: "/#/system"
                  runbook_url: "docs/runbook.md#down"
        """
            .formatted(name));
    return chart;
  }

  @Test
  void changeOneByOne() {
    Rule high = alert("rules", "VmascopeMappingLimitHigh");
    assertThat(high.getExpr().getStrVal()).isEqualTo("vmascope_group_mapping_limit_ratio > 0.9");
    assertThat(high.getFor()).isEqualTo("1h");
    assertThat(high.getKeepFiringFor()).isEqualTo("30m");
    assertThat(high.getLabels())
        .containsEntry("severity", "info")
        .containsEntry("team", "runtimes");
    assertThat(high.getAnnotations())
        .containsEntry("summary", "{{ $labels.group }} has many mappings")
        .containsEntry("owner", "team sre of {{ $labels.instance }}");

    assertThat(alert("rules", DOWN).getExpr().getStrVal())
        .isEqualTo("up{job=\"vmascope\",cluster=\"east\"} == 0");
    assertThat(alert("rules", DOWN).getLabels())
        .containsEntry("team", "sre")
        .containsEntry("severity", alert("pod-monitor", DOWN).getLabels().get("severity"));
    assertThat(alert("rules", DOWN).getFor()).isEqualTo(alert("pod-monitor", DOWN).getFor());
  }

  /// A threshold is the number behind the first comparison; what stands around it stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a > 0.95                       | 0.5     | a > 0.5",
        "a < 4 * 3600 and b > 0.5       | 7200    | a < 7200 and b > 0.5",
        "a >= 3 * b                     | 5       | a >= 5 * b",
        "a > 1048576 and a > 0.1 * (b)  | 2097152 | a > 2097152 and a > 0.1 * (b)",
        "a{b!=\"c\"} <1e9               | 1.5     | a{b!=\"c\"} <1.5",
      })
  void replaceTheNumberThatIsComparedWith(String expression, String threshold, String changed)
      throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            "prometheusRule: {enabled: true, rules: {VmascopeDown: {expr: '%s', threshold: %s}}}"
                .formatted(expression, threshold));
    assertThat(find(alerts(values), DOWN).getExpr().getStrVal()).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VmascopeDwn: {enabled: false}    | prometheusRule.rules.VmascopeDwn: there is no such alert. There are Vmascope",
        "VmascopeDown: {threshold: 1}     | prometheusRule.rules.VmascopeDown.threshold: the rule compares with no number",
      })
  void refuseWhatChangesNothing(String rules, String reason) throws IOException {
    Path values = folder.resolve("v.yaml");
    for (boolean enabled : new boolean[] {true, false}) {
      Files.writeString(
          values, "prometheusRule: {enabled: %s, rules: {%s}}".formatted(enabled, rules));
      assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(reason);
    }
  }

  private static List<String> names(String values) {
    return alerts(values).stream().map(Rule::getAlert).toList();
  }

  private static Rule alert(String values, String name) {
    return find(alerts(values), name);
  }

  private static Rule find(List<Rule> alerts, String name) {
    return alerts.stream().filter(each -> each.getAlert().equals(name)).findFirst().orElseThrow();
  }

  private static List<Rule> alerts(String values) {
    return alerts(Chart.values(values));
  }

  private static List<Rule> alerts(Path values) {
    return alerts(Chart.objects(values));
  }

  private static List<Rule> alerts(List<HasMetadata> objects) {
    return objects.stream()
        .filter(PrometheusRule.class::isInstance)
        .map(PrometheusRule.class::cast)
        .flatMap(rules -> rules.getSpec().getGroups().stream())
        .flatMap(group -> group.getRules().stream())
        .filter(rule -> Objects.nonNull(rule.getAlert()))
        .toList();
  }
}

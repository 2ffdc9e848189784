package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules that the values of the chart changed, by Prometheus' own `promtool`.
class ChartRulesIT {
  @TempDir Path folder;

  private static String promtool(String... command) throws IOException, InterruptedException {
    Shell.Result result = Shell.run(command);
    return result.status() + " " + result.output() + result.errors();
  }

  @Test
  void areRulesWhateverIsChanged() throws Exception {
    Path rules = folder.resolve("rules.yaml");
    for (String values : new String[] {"rules", "ways-out", "no-capability"}) {
      Files.writeString(rules, ChartMonitoringTest.rules(values));
      assertThat(promtool("promtool", "check", "rules", rules.toString()))
          .as(values)
          .startsWith("0 ")
          .contains("SUCCESS");
    }
  }

  /// Alertmanager routes by it: the pod's own takes precedence, and the others are those of whoever
  /// runs vmascope.
  @Test
  void haveTheNamespaceOfThePodOrOfTheRules() throws Exception {
    Path chart = Chart.copy(folder);
    Files.writeString(
        chart.resolve("rules/vmascope.rules.yaml"),
        """
        groups:
          - name: alerts
            rules:
              - alert: VmascopeDown
                expr: up == 0
                labels: {severity: warning}
                annotations: {summary: "{{ $labels.instance }}"}
        """);
    String rendered = Chart.render(chart, Chart.values("namespace-label"));
    String spec = rendered.substring(rendered.indexOf("spec:\n", rendered.indexOf("kind: Prom")));
    Files.writeString(
        folder.resolve("rules.yaml"),
        spec.substring("spec:\n".length()).replaceAll("(?m)^  |(?s)\n---.*", ""));
    Path test =
        Files.writeString(
            folder.resolve("test.yaml"),
            """
            rule_files: [rules.yaml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - series: up{instance="a", namespace="shop"}
                    values: 0x5
                  - series: up{instance="b"}
                    values: 0x5
                alert_rule_test:
                  - eval_time: 2m
                    alertname: VmascopeDown
                    exp_alerts:
                      - exp_labels: {instance: a, namespace: shop, severity: warning}
                        exp_annotations: {summary: a}
                      - exp_labels: {instance: b, namespace: monitoring, severity: warning}
                        exp_annotations: {summary: b}
            """);
    assertThat(promtool("promtool", "test", "rules", test.toString())).startsWith("0 ");
  }
}

package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.shipped.ShippedRules;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The alerts that the chart names, and the numbers of theirs that values change.
class ChartThresholdsTest {
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final Pattern ALERT = Pattern.compile("Vmascope[A-Z][A-Za-z]++");
  private static final Pattern SHIPPED = Pattern.compile("- alert: (Vmascope[A-Za-z]++)");

  @TempDir Path folder;

  /// One row of the table in the README.
  ///
  /// @param comparison as the shipped expression has it first, or a dash for none
  record Threshold(String alert, String comparison) {}

  static List<Threshold> thresholds() throws IOException {
    return Files.readString(README)
        .lines()
        .filter(line -> line.startsWith("| `Vmascope"))
        .map(line -> List.of(line.split("\\|", -1)))
        .map(cells -> new Threshold(text(cells.get(1)), text(cells.get(2))))
        .toList();
  }

  private static String text(String cell) {
    return cell.replace("`", "").strip();
  }

  private static List<String> shipped() {
    return SHIPPED
        .matcher(ShippedRules.text())
        .results()
        .map((MatchResult alert) -> alert.group(1))
        .toList();
  }

  @Test
  void eachShippedAlertHasARow() throws IOException {
    assertThat(thresholds())
        .extracting(Threshold::alert)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(shipped());
    assertThat(thresholds()).extracting(Threshold::comparison).contains("–", "> 0.95");
  }

  /// A renamed alert would stay switched on, or its text would stay untrue.
  @Test
  void eachAlertThatTheChartNamesIsShipped() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Chart.FOLDER.resolve("templates"))) {
      List<Path> files =
          Stream.concat(
                  templates.filter(Files::isRegularFile),
                  Stream.of(
                      README,
                      Chart.FOLDER.resolve("values.yaml"),
                      Chart.values("rules"),
                      Path.of("docs/chart-values.md")))
              .toList();
      for (Path file : files) {
        named.addAll(
            ALERT
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet()));
      }
    }
    assertThat(named)
        .contains("VmascopeProcessesUnreadable", "VmascopeMemoryLimitsHidden")
        .isSubsetOf(shipped());
  }

  @ParameterizedTest
  @MethodSource("thresholds")
  void aThresholdReplacesTheComparisonAndNothingElse(Threshold threshold) throws IOException {
    Path values = folder.resolve("v.yaml");
    Files.writeString(values, "prometheusRule: {enabled: true}");
    String before = expression(values, threshold.alert());
    Files.writeString(
        values,
        "prometheusRule: {enabled: true, rules: {%s: {threshold: 77.5}}}"
            .formatted(threshold.alert()));
    if (threshold.comparison().equals("–")) {
      assertThatThrownBy(() -> Chart.render(values))
          .hasMessageContaining("the rule compares with no number: set expr");
    } else {
      String operator = threshold.comparison().replaceFirst(" .*", "");
      int start = before.indexOf(threshold.comparison());
      assertThat(start).isNotNegative();
      assertThat(expression(values, threshold.alert()))
          .isEqualTo(
              before.substring(0, start)
                  + operator
                  + " 77.5"
                  + before.substring(start + threshold.comparison().length()));
    }
  }

  private static String expression(Path values, String alert) {
    return Chart.objects(Chart.render(values)).stream()
        .filter(PrometheusRule.class::isInstance)
        .map(PrometheusRule.class::cast)
        .flatMap(rules -> rules.getSpec().getGroups().stream())
        .flatMap(group -> group.getRules().stream())
        .filter((Rule rule) -> Objects.equals(rule.getAlert(), alert))
        .findFirst()
        .orElseThrow()
        .getExpr()
        .getStrVal();
  }
}

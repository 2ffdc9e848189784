package dev.vmascope.shipped.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.shipped.promql.MetricsContract;
import dev.vmascope.shipped.promql.QueryLint;
import dev.vmascope.shipped.promql.ShippedQueries;
import dev.vmascope.shipped.promql.ShippedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dashboards are sound, and ask for what the service has.
class DashboardsTest {
  private static final MetricsContract CONTRACT = MetricsContract.read();

  static List<Dashboard> shipped() {
    return Dashboard.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void nothingIsWrongWithIt(Dashboard dashboard) {
    assertThat(complaints(dashboard)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isWrittenTidily(Dashboard dashboard) {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    String tidy =
        JsonMapper.builder()
                .defaultPrettyPrinter(printer)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(dashboard.root())
            + "\n";
    assertThat(dashboard.text()).isEqualTo(tidy);
  }

  @Test
  void thereAreFour() {
    assertThat(shipped())
        .extracting(Dashboard::uid)
        .containsExactly("vmascope-growth", "vmascope-node", "vmascope-process", "vmascope-self");
  }

  @Test
  void everyQueryHasValuesForItsVariables() {
    assertThat(ShippedQueries.all())
        .hasSizeGreaterThan(60)
        .allSatisfy(query -> assertThat(query.expression()).doesNotContainPattern("\\$(?!1\")"));
  }

  @Test
  void queriesAreToldApartByWhenTheyHaveData() {
    assertThat(ShippedQueries.withDataAtOnce()).hasSizeGreaterThan(40);
    assertThat(ShippedQueries.withDataAfterTheGrowthWindow())
        .hasSizeGreaterThan(5)
        .allSatisfy(query -> assertThat(query.expression()).contains("_growth_"));
    assertThat(ShippedQueries.withDataAfterAnEvent())
        .extracting(ShippedQuery::panel)
        .contains("Findings by rule", "Unhandled faults and OOM kills in 15 minutes");
    List<ShippedQuery> together = new ArrayList<>(ShippedQueries.withDataAtOnce());
    together.addAll(ShippedQueries.withDataAfterTheGrowthWindow());
    together.addAll(ShippedQueries.withDataAfterAnEvent());
    assertThat(together).containsExactlyInAnyOrderElementsOf(ShippedQueries.all());
  }

  static List<DashboardMutation> mutations() {
    return DashboardMutation.ALL;
  }

  /// A lint that finds nothing may be one that cannot.
  @ParameterizedTest
  @MethodSource("mutations")
  void aBrokenCopyIsFoundOut(DashboardMutation mutation) {
    assertThat(complaints(mutation.broken()))
        .anySatisfy(complaint -> assertThat(complaint).contains(mutation.complaint()));
  }

  private static List<String> complaints(Dashboard dashboard) {
    Set<String> uids = shipped().stream().map(Dashboard::uid).collect(Collectors.toSet());
    List<String> complaints = new ArrayList<>(DashboardLint.complaints(dashboard, uids));
    complaints.addAll(DashboardModel.complaints(dashboard));
    QueryLint lint = new QueryLint(CONTRACT, ShippedRules.recorded());
    for (JsonNode panel : dashboard.panels()) {
      for (JsonNode target : panel.path("targets")) {
        complaints.addAll(lint.panelComplaints(target.path("expr").asString("")));
      }
    }
    return complaints;
  }
}

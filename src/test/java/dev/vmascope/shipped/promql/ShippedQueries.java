package dev.vmascope.shipped.promql;

import dev.vmascope.shipped.dashboard.Dashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The queries of all panels, by when there is data for them.
public final class ShippedQueries {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?!__)[a-zA-Z_]\\w*}?");

  private ShippedQueries() {}

  /// Those that have data from the first sample on; rates, from the second scrape on.
  public static List<ShippedQuery> withDataAtOnce() {
    return with(MetricsContract.Data.ALWAYS);
  }

  /// Those that have data once a part of the growth window is over.
  public static List<ShippedQuery> withDataAfterTheGrowthWindow() {
    return with(MetricsContract.Data.WINDOW);
  }

  /// Those that have data only after an event (a finding, a segfault, an OOM kill, a collection of
  /// garbage), or where the machine has it (a memory limit).
  public static List<ShippedQuery> withDataAfterAnEvent() {
    return with(MetricsContract.Data.EVENT);
  }

  /// All of them.
  public static List<ShippedQuery> all() {
    List<ShippedQuery> queries = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.shipped()) {
      for (JsonNode panel : dashboard.panels()) {
        for (JsonNode target : panel.path("targets")) {
          queries.add(
              new ShippedQuery(
                  dashboard.uid(),
                  panel.path("title").asString(""),
                  target.path("refId").asString(""),
                  substituted(target.path("expr").asString(""))));
        }
      }
    }
    return queries;
  }

  private static String substituted(String expression) {
    return VARIABLE
        .matcher(expression.replace("$__rate_interval", "1m").replace("$__range", "1h"))
        .replaceAll(".*");
  }

  private static List<ShippedQuery> with(MetricsContract.Data wanted) {
    MetricsContract contract = MetricsContract.read();
    return all().stream().filter(query -> data(query, contract) == wanted).toList();
  }

  /// The latest of what the query needs.
  private static MetricsContract.Data data(ShippedQuery query, MetricsContract contract) {
    Set<MetricsContract.Data> needed =
        PromQl.of(query.expression()).selectors().stream()
            .flatMap(selector -> contract.of(selector.metric()).stream())
            .map(MetricsContract.Metric::data)
            .collect(Collectors.toSet());
    if (needed.contains(MetricsContract.Data.EVENT)) {
      return MetricsContract.Data.EVENT;
    }
    return needed.contains(MetricsContract.Data.WINDOW)
        ? MetricsContract.Data.WINDOW
        : MetricsContract.Data.ALWAYS;
  }
}

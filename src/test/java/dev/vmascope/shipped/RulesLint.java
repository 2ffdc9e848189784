package dev.vmascope.shipped;

import dev.vmascope.shipped.dashboard.Dashboard;
import dev.vmascope.shipped.dashboard.PageScreens;
import dev.vmascope.shipped.promql.MetricsContract;
import dev.vmascope.shipped.promql.QueryLint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is asked of the rules beside being rules: who reads an alert must know how bad it is and
/// what to do.
final class RulesLint {
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
  private static final Set<String> ANNOTATIONS =
      Set.of("summary", "description", "dashboard", "page", "runbook_url");
  private static final Pattern DASHBOARD = Pattern.compile("/d/([\\w-]+)\\?(.*)");

  /// A variable of a link; one that may be absent leaves the choice to the dashboard.
  private static final Pattern VALUE =
      Pattern.compile(
          "&?var-(\\w+)=\\{\\{ \\$labels\\.\\1 \\| [^}]*}}"
              + "|\\{\\{ with \\$labels\\.(\\w+) }}&?var-\\2=\\{\\{ \\. \\| [^}]*}}\\{\\{ end }}");

  private RulesLint() {}

  static List<String> complaints(String text, Runbook runbook, MetricsContract contract) {
    List<ShippedRules.Rule> rules = ShippedRules.parse(text);
    QueryLint queries = new QueryLint(contract, ShippedRules.recorded(rules));
    List<String> complaints = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ShippedRules.Rule rule : rules) {
      List<String> own = new ArrayList<>(queries.complaints(rule.expression()));
      if (!names.add(rule.name())) {
        own.add("is there twice");
      }
      own.addAll(rule.alert() ? alert(rule, runbook) : recording(rule));
      own.forEach(complaint -> complaints.add(rule.name() + ": " + complaint));
    }
    return complaints;
  }

  private static List<String> alert(ShippedRules.Rule rule, Runbook runbook) {
    List<String> complaints = new ArrayList<>();
    if (!rule.name().startsWith("Vmascope")) {
      complaints.add("does not start with Vmascope");
    }
    if (!SEVERITIES.contains(rule.labels().getOrDefault("severity", ""))) {
      complaints.add("has no severity");
    }
    if (rule.annotations().getOrDefault("summary", "").isBlank()) {
      complaints.add("has no summary");
    }
    if (!rule.annotations().getOrDefault("description", "").endsWith(".")
        && !rule.annotations().getOrDefault("description", "").endsWith("{{ end }}")) {
      complaints.add("has no description");
    }
    complaints.addAll(links(rule));
    if (!ANNOTATIONS.containsAll(rule.annotations().keySet())) {
      complaints.add("has other annotations: " + rule.annotations().keySet());
    }
    String url = rule.annotations().getOrDefault("runbook_url", "");
    String section =
        runbook.sections().getOrDefault(url.replaceFirst("^" + Runbook.PATH + "#", ""), "");
    if (!section.contains("`" + rule.name() + "`")) {
      complaints.add("is not in the section of the runbook that it leads to: " + url);
    }
    return complaints;
  }

  /// Both begin with a slash: the chart puts the addresses of Grafana and of the service before
  /// them.
  private static List<String> links(ShippedRules.Rule rule) {
    List<String> complaints = new ArrayList<>();
    String dashboard = rule.annotations().getOrDefault("dashboard", "");
    Matcher link = DASHBOARD.matcher(dashboard);
    if (!dashboard.isEmpty() && !(link.matches() && opens(link.group(1), link.group(2)))) {
      complaints.add("leads to no dashboard: " + dashboard);
    }
    String page = rule.annotations().getOrDefault("page", "");
    if (!page.isEmpty() && !PageScreens.isScreen(page)) {
      complaints.add("leads to no screen: " + page);
    }
    return complaints;
  }

  private static boolean opens(String uid, String query) {
    Set<String> variables =
        Dashboard.shipped().stream()
            .filter(dashboard -> dashboard.uid().equals(uid))
            .flatMap(dashboard -> dashboard.variables().stream())
            .map(variable -> variable.path("name").asString(""))
            .collect(Collectors.toSet());
    return VALUE.matcher(query).replaceAll("").isEmpty()
        && VALUE
            .matcher(query)
            .results()
            .map(value -> value.group(1) == null ? value.group(2) : value.group(1))
            .allMatch(variables::contains);
  }

  private static List<String> recording(ShippedRules.Rule rule) {
    return rule.name().matches("[a-z_]+:vmascope_[a-z_]+:[a-z0-9]+")
        ? List.of()
        : List.of("is not called level:metric:operation");
  }
}

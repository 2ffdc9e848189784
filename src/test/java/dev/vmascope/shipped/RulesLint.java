package dev.vmascope.shipped;

import dev.vmascope.shipped.promql.MetricsContract;
import dev.vmascope.shipped.promql.QueryLint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is asked of the rules beside being rules: who reads an alert must know how bad it is and
/// what to do.
final class RulesLint {
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
  private static final Set<String> ANNOTATIONS = Set.of("summary", "description", "runbook_url");

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

  private static List<String> recording(ShippedRules.Rule rule) {
    return rule.name().matches("[a-z_]+:vmascope_[a-z_]+:[a-z0-9]+")
        ? List.of()
        : List.of("is not called level:metric:operation");
  }
}

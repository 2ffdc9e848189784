package dev.vmascope.shipped.promql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Whether queries ask for metrics and labels of the contract, and in a way that gives right
/// answers.
public final class QueryLint {
  /// Labels that the scrape adds, or that buckets have.
  private static final Set<String> TARGET_LABELS =
      Set.of("cluster", "job", "node", "instance", "le");

  private static final Set<String> RATES = Set.of("rate", "irate", "increase");

  private static final Pattern INSTANCES =
      Pattern.compile("\\b(?:by|on) ?\\([^)]*\\binstance\\b[^)]*\\)");

  /// Labels of which a machine has a hundred values.
  private static final Pattern GROUPS =
      Pattern.compile("\\bby ?\\([^)]*\\b(?:group|name)\\b[^)]*\\)");

  /// Its series begin with 1, at the first event, which an increase does not see.
  private static final String BORN_AT_ONE = "vmascope_segfaults_by_name_total";

  private final MetricsContract contract;
  private final Set<String> recorded;

  /// @param recorded names that recording rules give
  public QueryLint(MetricsContract contract, Set<String> recorded) {
    this.contract = contract;
    this.recorded = Set.copyOf(recorded);
  }

  /// What is wrong with a query, of a dashboard or a rule.
  public List<String> complaints(String query) {
    List<String> complaints = new ArrayList<>();
    PromQl parsed = PromQl.of(query);
    if (parsed.selectors().isEmpty()) {
      complaints.add("asks for nothing: " + query);
    }
    Set<String> labels = new HashSet<>(TARGET_LABELS);
    boolean open = false;
    for (PromQl.Selector selector : parsed.selectors()) {
      Optional<MetricsContract.Metric> metric = contract.of(selector.metric());
      metric.ifPresent(known -> labels.addAll(known.labels()));
      open |= recorded.contains(selector.metric());
      if (metric.isPresent()) {
        complaints.addAll(labelsOf(metric.get(), selector));
      } else if (!recorded.contains(selector.metric())) {
        complaints.add("no metric of the contract: " + selector.metric());
      }
    }
    for (String label : parsed.groupings()) {
      if (!open && !labels.contains(label)) {
        complaints.add("no label of what it asks for: " + label);
      }
    }
    complaints.addAll(counters(parsed));
    complaints.addAll(ratios(query));
    complaints.addAll(clusters(query));
    return complaints;
  }

  /// What is wrong with a query of a panel besides.
  public List<String> panelComplaints(String query) {
    List<String> complaints = new ArrayList<>(complaints(query));
    PromQl parsed = PromQl.of(query);
    for (PromQl.Selector selector : parsed.selectors()) {
      for (String label : asked(selector.metric())) {
        if (!("=~$" + label).equals(selector.matchers().get(label))) {
          complaints.add(selector.metric() + " is not asked for by $" + label);
        }
      }
    }
    for (PromQl.Range range : parsed.ranges()) {
      if (range.function().endsWith("rate") && !range.window().equals("$__rate_interval")) {
        complaints.add("a rate over " + range.window() + " instead of $__rate_interval");
      }
    }
    if (GROUPS.matcher(query).find() && !query.matches("(?s).*\\b(topk|bottomk)\\(.*")) {
      complaints.add("has a line for each group: " + query);
    }
    return complaints;
  }

  /// The variables that a selector has to follow. A table of all machines that are down follows no
  /// choice of machines.
  private static List<String> asked(String metric) {
    if (metric.startsWith("kube_")) {
      return List.of();
    }
    return metric.equals("up")
        ? List.of("cluster", "job")
        : List.of("cluster", "job", "node", "instance");
  }

  private static List<String> labelsOf(MetricsContract.Metric metric, PromQl.Selector selector) {
    return selector.matchers().keySet().stream()
        .filter(label -> !metric.labels().contains(label) && !TARGET_LABELS.contains(label))
        .map(label -> "no label of " + metric.name() + ": " + label)
        .toList();
  }

  /// A counter is of use as a rate or an increase alone.
  private List<String> counters(PromQl query) {
    List<String> complaints = new ArrayList<>();
    for (PromQl.Selector selector : query.selectors()) {
      String name = selector.metric();
      boolean counts =
          contract.of(name).stream()
              .anyMatch(metric -> metric.type() != MetricsContract.Type.GAUGE);
      long asked = query.selectors().stream().filter(s -> s.metric().equals(name)).count();
      long rated =
          query.ranges().stream()
              .filter(range -> range.metric().equals(name) && RATES.contains(range.function()))
              .count();
      if (counts && rated < asked && !name.equals(BORN_AT_ONE)) {
        complaints.add("a counter without its rate: " + name);
      }
    }
    return complaints;
  }

  /// Two clusters of one Prometheus may have a node of the same name each.
  private static List<String> clusters(String query) {
    return INSTANCES
        .matcher(query)
        .results()
        .map(MatchResult::group)
        .filter(grouping -> !grouping.contains("cluster"))
        .map(grouping -> "tells instances apart, but not clusters: " + grouping)
        .toList();
  }

  /// Ratios are for max and min: a sum of them, or a mean, says nothing.
  private static List<String> ratios(String query) {
    return query.matches("(?s).*\\b(sum|avg)\\b( by \\([^)]*\\) ?)?\\(\\w+_ratio\\b.*")
        ? List.of("a sum or a mean of ratios: " + query)
        : List.of();
  }
}

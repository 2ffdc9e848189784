package dev.vmascope.systemtest.oncall;

import dev.vmascope.shipped.promql.MetricsContract;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The metrics of two hundred machines with a hundred groups each, in OpenMetrics.
///
/// They are in two clusters with the same names of machines. All have a last sample. One has twelve
/// hours, in which groups came and went, and one group was killed when it was largest.
final class SimulatedFleet {
  static final int MACHINES = 200;
  static final String KILLED = "hog";

  /// The value of all series of a job that is not the service.
  static final int FOREIGN = 987_654_321;

  private static final int STEP_SECONDS = 300;
  private static final int SLOTS = 12 * 3600 / STEP_SECONDS;
  private static final int CHURNED = 800;

  /// Values of the labels that multiply series. Others describe, and follow from these.
  private static final Map<String, List<String>> DIMENSIONS =
      Map.ofEntries(
          Map.entry("group", names("group", 100)),
          Map.entry("pid", names("1", 20)),
          Map.entry("category", names("category", 15)),
          Map.entry("type", List.of("major", "user", "some")),
          Map.entry("file", names("file", 10)),
          Map.entry("outcome", names("outcome", 6)),
          Map.entry("decision", names("decision", 3)),
          Map.entry("cause", names("cause", 4)),
          Map.entry("reason", names("reason", 6)),
          Map.entry("rule", names("rule", 5)),
          Map.entry("severity", names("severity", 2)),
          Map.entry("feature", List.of("saved-history", "kernel-log")),
          Map.entry("le", List.of("1.0", "+Inf")));

  /// Metrics of groups and processes that all machines have, since panels and variables choose by
  /// them.
  private static final Set<String> RANKED =
      Set.of(
          "vmascope_group_processes",
          "vmascope_group_resident_bytes",
          "vmascope_group_anonymous_bytes",
          "vmascope_group_swap_bytes",
          "vmascope_group_leak_suspects",
          "vmascope_group_mapping_limit_ratio",
          "vmascope_group_memory_limit_eta_seconds",
          "vmascope_process_info");

  private static final Collection<MetricsContract.Metric> METRICS =
      MetricsContract.read().metrics().values();

  private final long end;

  /// @param end time of the last sample, in seconds
  SimulatedFleet(long end) {
    this.end = end;
  }

  private static List<String> names(String prefix, int number) {
    return IntStream.range(0, number).mapToObj(i -> "%s%02d".formatted(prefix, i)).toList();
  }

  /// Writes the last sample of all machines but one.
  void writeNow(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (MetricsContract.Metric metric : METRICS) {
        boolean many = metric.labels().contains("group") || metric.labels().contains("pid");
        for (int machine = many && !RANKED.contains(metric.name()) ? MACHINES : 1;
            machine < MACHINES;
            machine++) {
          for (String series : series(metric, target(machine))) {
            samples(out, series, SLOTS - 1, SLOTS);
          }
        }
      }
      for (String metric : List.of("up", "process_cpu_usage", "scrape_samples_scraped")) {
        String series = metric + "{cluster=\"east\",job=\"shop\",instance=\"node-00\"}";
        sample(out, series, FOREIGN, SLOTS - 1);
      }
      out.write("# EOF\n");
    }
  }

  /// Writes the hours of one machine: of itself and of its groups twelve, of the rest one.
  void writeHours(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (MetricsContract.Metric metric : METRICS) {
        boolean group = metric.labels().equals(Set.of("group"));
        boolean whole = group || metric.labels().isEmpty();
        for (String series : series(metric, target(0))) {
          samples(out, series, whole ? 0 : SLOTS - SLOTS / 12, SLOTS);
        }
        for (int brief = 0; group && brief < CHURNED; brief++) {
          String series = "%s{%s,group=\"brief%d\"}".formatted(metric.name(), target(0), brief);
          samples(out, series, brief % SLOTS, brief % SLOTS + 1);
        }
      }
      String killed = "vmascope_group_resident_bytes{%s,group=\"%s\"}".formatted(target(0), KILLED);
      for (int slot = SLOTS - 30; slot < SLOTS - 24; slot++) {
        sample(out, killed, 1e15, slot);
      }
      out.write("# EOF\n");
    }
  }

  private static String target(int machine) {
    return "cluster=\"%s\",job=\"vmascope\",node=\"node-%2$02d\",instance=\"node-%2$02d\""
        .formatted(machine < MACHINES / 2 ? "east" : "west", machine % (MACHINES / 2));
  }

  private static List<String> series(MetricsContract.Metric metric, String target) {
    Set<String> keys = new TreeSet<>(metric.labels());
    keys.retainAll(DIMENSIONS.keySet());
    if (metric.name().endsWith("_info")) {
      keys.retainAll(Set.of(metric.name().startsWith("vmascope_process") ? "pid" : "group"));
    }
    List<String> series = new ArrayList<>();
    for (String part : parts(metric)) {
      multiply(series, metric.name() + part, target, metric, List.copyOf(keys));
    }
    return series;
  }

  private static List<String> parts(MetricsContract.Metric metric) {
    return switch (metric.type()) {
      case GAUGE, COUNTER -> List.of("");
      case SUMMARY -> List.of("_sum", "_count");
      case HISTOGRAM -> List.of("_bucket");
    };
  }

  private static void multiply(
      List<String> series,
      String name,
      String labels,
      MetricsContract.Metric metric,
      List<String> keys) {
    if (keys.isEmpty()) {
      StringBuilder all = new StringBuilder(labels);
      metric.labels().stream()
          .filter(label -> !labels.contains("," + label + "="))
          .sorted()
          .forEach(label -> all.append(",%s=\"%s\"".formatted(label, described(label))));
      series.add(name + "{" + all + "}");
      return;
    }
    for (String value : DIMENSIONS.getOrDefault(keys.getFirst(), List.of())) {
      multiply(
          series,
          name,
          "%s,%s=\"%s\"".formatted(labels, keys.getFirst(), value),
          metric,
          keys.subList(1, keys.size()));
    }
  }

  /// All processes are in one pod, of which the machine has one.
  private static String described(String label) {
    return label.equals("uid") || label.equals("pod_uid") ? "uid" : "of-" + label;
  }

  private void samples(Writer out, String series, int from, int to) throws IOException {
    int seed = series.hashCode() & 0xffff;
    boolean counts =
        series.contains("_total{")
            || series.contains("_sum{")
            || series.contains("_count{")
            || series.contains("_bucket{");
    for (int slot = from; slot < to; slot++) {
      sample(out, series, value(series, seed, counts ? slot : 0), slot);
    }
  }

  private double value(String series, int seed, int counted) {
    if (series.startsWith("up{")) {
      return seed % 50 == 0 ? 0 : 1;
    }
    if (series.contains("_ratio{")) {
      return seed % 100 / 100.0;
    }
    if (series.startsWith("vmascope_process_start_time_seconds{")) {
      return end - seed % 2000;
    }
    return series.contains("_eta_seconds{") && seed % 3 > 0
        ? Double.POSITIVE_INFINITY
        : 1 + seed + counted * 1000.0;
  }

  private void sample(Writer out, String series, double value, int slot) throws IOException {
    String text = Double.isInfinite(value) ? "+Inf" : Double.toString(value);
    out.write(series + " " + text + " " + (end - (SLOTS - 1L - slot) * STEP_SECONDS) + "\n");
  }
}

package dev.vmascope.shipped.promql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The metrics that dashboards and rules may use, of `metrics-contract.txt`. A line that is not
/// understood is an error.
public record MetricsContract(Map<String, Metric> metrics) {
  private static final Path FILE = Path.of("src/test/resources/metrics-contract.txt");

  /// What kind of metric it is in the text format.
  public enum Type {
    GAUGE,
    COUNTER,
    SUMMARY,
    HISTOGRAM
  }

  /// When there is data: from the first sample on, once a part of the growth window is over, or
  /// only after an event or where the machine has it.
  public enum Data {
    ALWAYS,
    WINDOW,
    EVENT
  }

  /// One metric.
  ///
  /// @param labels beside the target's own
  public record Metric(String name, Type type, Set<String> labels, Data data) {
    public Metric {
      labels = Set.copyOf(labels);
    }
  }

  public MetricsContract {
    metrics = Map.copyOf(metrics);
  }

  public static MetricsContract read() {
    try {
      return parse(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static MetricsContract parse(List<String> lines) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Metric metric = metric(line);
      if (metrics.put(metric.name(), metric) != null) {
        throw new IllegalArgumentException("twice in the contract: " + metric.name());
      }
    }
    return new MetricsContract(metrics);
  }

  private static Metric metric(String line) {
    List<String> columns = List.of(line.split(" +"));
    if (columns.size() != 4) {
      throw new IllegalArgumentException("expected name, type, labels, data: " + line);
    }
    Set<String> labels =
        columns.get(2).equals("-") ? Set.of() : new HashSet<>(List.of(columns.get(2).split(",")));
    return new Metric(
        columns.get(0),
        Type.valueOf(columns.get(1).toUpperCase(Locale.ROOT)),
        labels,
        Data.valueOf(columns.get(3).toUpperCase(Locale.ROOT)));
  }

  /// The metric that a series belongs to: that of its name, or the summary or histogram that has a
  /// series `_sum`, `_count` or `_bucket`.
  public Optional<Metric> of(String series) {
    Metric metric = metrics.get(series);
    if (metric != null) {
      return switch (metric.type()) {
        case GAUGE, COUNTER -> Optional.of(metric);
        case SUMMARY, HISTOGRAM -> Optional.empty();
      };
    }
    int end = series.lastIndexOf('_');
    Optional<Metric> whole =
        Optional.ofNullable(metrics.get(series.substring(0, Math.max(end, 0))));
    return whole.filter(m -> parts(m.type()).contains(series.substring(end)));
  }

  private static Set<String> parts(Type type) {
    return switch (type) {
      case GAUGE, COUNTER -> Set.of();
      case SUMMARY -> Set.of("_sum", "_count");
      case HISTOGRAM -> Set.of("_sum", "_count", "_bucket");
    };
  }
}

package dev.vmascope.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The cases on which one alert fires, and those like them, on which it never does.
///
/// A case is a machine of its own with a few series, each written as `promtool` writes them. They
/// share one Prometheus, so that none may disturb another, unless they are to be kept apart.
///
/// @param until when the test ends
/// @param every time between two values of a series
/// @param apart whether each case has a Prometheus of its own
/// @param fires series by case
/// @param silent series by case
record AlertCases(
    String alert,
    String until,
    String every,
    boolean apart,
    Map<String, List<String>> fires,
    Map<String, List<String>> silent) {
  private static final Path FOLDER = Path.of("src/test/resources/rules/cases");

  AlertCases {
    fires = new LinkedHashMap<>(fires);
    silent = new LinkedHashMap<>(silent);
  }

  /// Those of all alerts, by their names.
  static List<AlertCases> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(AlertCases::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AlertCases read(Path file) {
    try {
      Yaml yaml = Yaml.parse(Files.readString(file));
      return new AlertCases(
          file.getFileName().toString().replace(".yaml", ""),
          yaml.get("until").text(),
          yaml.has("every") ? yaml.get("every").text() : "1m",
          yaml.has("apart"),
          cases(yaml.get("fires")),
          cases(yaml.get("silent")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<String>> cases(Yaml yaml) {
    Map<String, List<String>> cases = new LinkedHashMap<>();
    yaml.keys().forEach(name -> cases.put(name, yaml.get(name).texts()));
    return cases;
  }

  /// A test for `promtool` of all cases.
  String asTest(Path rules) {
    List<String> series = new ArrayList<>();
    StringBuilder tests = new StringBuilder();
    Map<String, List<String>> cases = new LinkedHashMap<>(fires);
    cases.putAll(silent);
    cases.forEach((name, lines) -> {
      List<String> own = lines.stream().map(line -> series(name, line)).toList();
      series.addAll(own);
      if (apart) {
        tests.append(test(own, fires.containsKey(name) ? List.of("") : List.of()));
      }
    });
    if (!apart) {
      tests.append(test(series, firing()));
    }
    return file(rules, tests.toString());
  }

  /// A test of the cases on which it fires, with more labels of the target, in one of two clusters.
  /// In the other the same machines are as one on which it must not.
  ///
  /// @param label labels in cluster `one`, in which it fires
  /// @param other those in the other
  String asTestWith(Path rules, String label, String other) {
    List<String> series = new ArrayList<>();
    List<String> healthy = silent.values().iterator().next();
    fires.forEach((name, lines) -> {
      lines.forEach(line -> series.add(series(name, line, label)));
      healthy.forEach(line -> series.add(series(name, line, other)));
    });
    return file(rules, test(series, firing("cluster=\"one\"")));
  }

  private List<String> firing(String... labels) {
    return fires.keySet().stream()
        .map(name -> String.join(",", labels) + ",instance=\"" + quoted(name) + "\"")
        .map(all -> all.replaceFirst("^,", ""))
        .toList();
  }

  private String file(Path rules, String tests) {
    return "rule_files: [%s]\nevaluation_interval: %s\ntests:\n%s"
        .formatted(rules.toAbsolutePath(), every, tests);
  }

  /// @param firing labels of the machines on which it fires at some time
  private String test(List<String> series, List<String> firing) {
    String labels = firing.stream().anyMatch(each -> each.contains("cluster=")) ? "cluster, " : "";
    return "  - interval: %s\n    input_series:\n".formatted(every)
        + series.stream().map("      - %s\n"::formatted).collect(Collectors.joining())
        + "    promql_expr_test:\n"
        + "      - expr: group by (%s) (count_over_time(ALERTS{alertname=\"%s\",alertstate=\"firing\"}[30d]))\n"
            .formatted(apart ? "" : labels + "instance", alert)
        + "        eval_time: %s\n        exp_samples:%s\n"
            .formatted(until, firing.isEmpty() ? " []" : "")
        + firing.stream()
            .map("          - {labels: '{%s}', value: 1}\n"::formatted)
            .collect(Collectors.joining());
  }

  /// For a string of YAML in single quotes.
  private static String quoted(String name) {
    return name.replace("'", "''");
  }

  /// A line of a case as `promtool` wants it: with the labels of a scrape if it names no job.
  private static String series(String name, String line, String... labels) {
    int space = line.indexOf(' ', Math.max(line.indexOf('}'), 0));
    String metric = line.substring(0, space);
    List<String> all = new ArrayList<>(List.of(labels));
    if (!metric.contains("job=")) {
      all.add("job=\"vmascope\"");
    }
    if (!metric.contains("instance=")) {
      all.add("instance=\"" + quoted(name) + "\"");
    }
    int brace = metric.indexOf('{');
    if (brace >= 0) {
      all.add(metric.substring(brace + 1, metric.length() - 1));
    }
    return "{series: '%s{%s}', values: '%s'}"
        .formatted(
            brace < 0 ? metric : metric.substring(0, brace),
            String.join(",", all),
            line.substring(space + 1));
  }
}

package dev.vmascope.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The rules for Prometheus.
public final class ShippedRules {
  static final Path FILE = Path.of("helm/vmascope/rules/vmascope.rules.yaml");

  /// Durations of the file and of its queries; `4 * 3600` is a number of seconds, and stays.
  private static final Pattern DURATION =
      Pattern.compile(
          "(?m)(^ +(?:for|keep_firing_for|interval): |\\[|(?<=[0-9][smhd]):|\\boffset )([0-9]+)([smhd])(?=[\\]:)]|$| )");

  private static final Map<String, Long> MILLIS =
      Map.of("s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  /// One rule.
  ///
  /// @param name of the alert, or of what is recorded
  /// @param labels that it adds
  record Rule(
      String name,
      boolean alert,
      String expression,
      Map<String, String> labels,
      Map<String, String> annotations) {
    Rule {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  private ShippedRules() {}

  /// The file as it is.
  public static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file with all durations, ranges and offsets so many times shorter: what takes an hour in
  /// production takes a second for 3600.
  public static String dividedBy(long factor) {
    Matcher duration = DURATION.matcher(text());
    return duration.replaceAll(match -> {
      long millis =
          Long.parseLong(match.group(2)) * MILLIS.getOrDefault(match.group(3), 0L) / factor;
      return Matcher.quoteReplacement(match.group(1) + millis + "ms");
    });
  }

  /// The recording rules and one alert.
  static String only(String alert) {
    List<String> parts = List.of(text().split("(?m)(?=^      - alert: )"));
    return parts.getFirst()
        + parts.stream()
            .filter(part -> part.startsWith("      - alert: " + alert + "\n"))
            .collect(Collectors.joining());
  }

  /// Names that its recording rules give.
  public static Set<String> recorded() {
    return recorded(parse(text()));
  }

  static List<Rule> parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (Yaml group : Yaml.parse(text).get("groups").list()) {
      group.get("name").text();
      for (Yaml rule : group.get("rules").list()) {
        boolean alert = rule.has("alert");
        rules.add(
            new Rule(
                rule.get(alert ? "alert" : "record").text(),
                alert,
                rule.get("expr").text(),
                texts(rule, "labels"),
                texts(rule, "annotations")));
      }
    }
    return rules;
  }

  /// Names that the recording rules give.
  static Set<String> recorded(List<Rule> rules) {
    return rules.stream()
        .filter(rule -> !rule.alert())
        .map(Rule::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, String> texts(Yaml rule, String key) {
    Map<String, String> texts = new HashMap<>();
    if (rule.has(key)) {
      Yaml members = rule.get(key);
      members.keys().forEach(name -> texts.put(name, members.get(name).text()));
    }
    return texts;
  }
}

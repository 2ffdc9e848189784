package dev.vmascope.systemtest.oncall;

import dev.vmascope.shipped.dashboard.Dashboard;
import dev.vmascope.systemtest.Prometheus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The values that Grafana gives to the variables of a dashboard when it is opened.
///
/// @param values as they stand in queries, by name
/// @param choices how many there are to choose from, by name
record DashboardDefaults(Map<String, String> values, Map<String, Integer> choices) {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
  private static final Pattern QUERY_RESULT = Pattern.compile("query_result\\((.*)\\)");

  static DashboardDefaults of(Dashboard dashboard, Prometheus prometheus) {
    DashboardDefaults defaults =
        new DashboardDefaults(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (JsonNode variable : dashboard.variables()) {
      if (variable.path("type").asString("").equals("query")) {
        defaults.choose(variable, prometheus);
      }
    }
    return defaults;
  }

  private void choose(JsonNode variable, Prometheus prometheus) {
    String name = variable.path("name").asString("");
    List<String> found = found(variable, prometheus);
    choices.put(name, found.size());
    if (!variable.path("includeAll").asBoolean(false)) {
      values.put(name, found.getFirst());
    } else if (variable.has("allValue")) {
      values.put(name, variable.path("allValue").asString(""));
    } else {
      values.put(name, found.stream().collect(Collectors.joining("|", "(", ")")));
    }
  }

  private List<String> found(JsonNode variable, Prometheus prometheus) {
    String definition = in(variable.path("definition").asString(""));
    Matcher label = LABEL_VALUES.matcher(definition);
    if (label.matches()) {
      List<String> found = new ArrayList<>();
      prometheus
          .client()
          .json(
              "/api/v1/label/%s/values?match[]=%s"
                  .formatted(label.group(2), encoded(label.group(1)))
                  .replace("[]", "%5B%5D"))
          .path("data")
          .forEach(value -> found.add(value.asString("")));
      return found;
    }
    Matcher result = QUERY_RESULT.matcher(definition);
    if (!result.matches()) {
      throw new AssertionError(definition);
    }
    return picked(prometheus.query(result.group(1)), variable.path("regex").asString(""));
  }

  /// Values by the pattern of the variable, in order of their texts.
  private static List<String> picked(JsonNode series, String regex) {
    Pattern pattern = Pattern.compile(regex.substring(1, regex.length() - 1));
    Map<String, String> byText = new LinkedHashMap<>();
    for (JsonNode one : series) {
      String labels =
          new TreeSet<>(one.path("metric").propertyNames())
              .stream()
                  .map(name -> name + "=\"" + one.path("metric").path(name).asString("") + "\"")
                  .collect(Collectors.joining(",", "{", "}"));
      Matcher matcher = pattern.matcher(labels);
      if (matcher.find()) {
        byText.put(matcher.group("text"), matcher.group("value"));
      }
    }
    return new TreeSet<>(byText.keySet())
        .stream().map(text -> byText.getOrDefault(text, "")).toList();
  }

  /// A query with these values.
  String in(String query) {
    String filled = query;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled =
          filled.replaceAll(
              "\\$" + value.getKey() + "\\b", Matcher.quoteReplacement(value.getValue()));
    }
    return filled;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

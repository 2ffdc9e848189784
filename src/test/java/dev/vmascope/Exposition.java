package dev.vmascope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A scrape in Prometheus' text format 0.0.4, read literally: what does not fit is an error.
///
/// @param samples in order
public record Exposition(List<Sample> samples) {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* [a-z]+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|[-+.0-9eE]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

  /// One sample.
  ///
  /// @param labels unescaped
  public record Sample(String name, Map<String, String> labels, double value) {}

  /// Reads a scrape.
  public static Exposition parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        String value = sample.group(3).replace("Inf", "Infinity");
        samples.add(
            new Sample(sample.group(1), labels(sample.group(2)), Double.parseDouble(value)));
      } else if (!line.isEmpty() && !COMMENT.matcher(line).matches()) {
        throw new IllegalArgumentException("neither a sample nor a comment: " + line);
      }
    }
    return new Exposition(samples);
  }

  private static Map<String, String> labels(@Nullable String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    String rest = text == null ? "" : text;
    while (!rest.isEmpty()) {
      Matcher label = LABEL.matcher(rest);
      if (!label.lookingAt() || labels.containsKey(label.group(1))) {
        throw new IllegalArgumentException("not a label: " + rest);
      }
      labels.put(label.group(1), label.group(2).translateEscapes());
      rest = rest.substring(label.end());
    }
    return labels;
  }
}

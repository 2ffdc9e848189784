package dev.vmascope.shipped.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a query names: found by its look, without a grammar. That it is a query at all is for
/// `promtool` to say.
///
/// @param selectors in order
/// @param groupings labels of `by`, `on` and their like
/// @param ranges functions over a range, in order
record PromQl(List<Selector> selectors, Set<String> groupings, List<Range> ranges) {
  private static final String NAME = "(?<![\\w.$:])([a-zA-Z_:][\\w:]*+)";
  private static final String MATCHERS = "(\\{(?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*+})?+";
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile(NAME + "\\s*+" + MATCHERS + "(\\[[^\\]]*])?+(?!\\s*\\()");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern RANGE =
      Pattern.compile(
          "\\b(\\w+)\\("
              + NAME
              + "\\s*+"
              + MATCHERS
              + "\\[([^\\]]*)](?: (?:@ end\\(\\)|offset \\w+))?\\)");
  private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+\\$?\\w+");

  /// A string that is an argument of a function, not the value of a label.
  private static final Pattern ARGUMENT = Pattern.compile("([(,]\\s*+)\"(?:[^\"\\\\]|\\\\.)*+\"");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "inf", "nan", "Inf", "NaN");

  /// A metric with what its labels must match.
  ///
  /// @param matchers label to operator and value, as in `=~.*`
  record Selector(String metric, Map<String, String> matchers) {
    Selector {
      matchers = Map.copyOf(matchers);
    }
  }

  /// A function over a range of a metric, such as `rate(up[1m])`.
  record Range(String function, String metric, String window) {}

  PromQl {
    selectors = List.copyOf(selectors);
    groupings = Set.copyOf(groupings);
    ranges = List.copyOf(ranges);
  }

  static PromQl of(String query) {
    Set<String> groupings = new LinkedHashSet<>();
    Matcher grouping = GROUPING.matcher(query);
    while (grouping.find()) {
      for (String label : grouping.group(2).split(",", -1)) {
        if (!label.isBlank()) {
          groupings.add(label.strip());
        }
      }
    }
    List<Range> ranges = new ArrayList<>();
    Matcher range = RANGE.matcher(query);
    while (range.find()) {
      ranges.add(new Range(range.group(1), range.group(2), range.group(4)));
    }
    String rest = OFFSET.matcher(GROUPING.matcher(query).replaceAll(" ")).replaceAll(" ");
    return new PromQl(selectors(ARGUMENT.matcher(rest).replaceAll("$1")), groupings, ranges);
  }

  private static List<Selector> selectors(String query) {
    List<Selector> selectors = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(query);
    while (selector.find()) {
      if (!KEYWORDS.contains(selector.group(1))) {
        Map<String, String> matchers = new LinkedHashMap<>();
        Matcher matcher = MATCHER.matcher(selector.group(2) == null ? "" : selector.group(2));
        while (matcher.find()) {
          matchers.put(matcher.group(1), matcher.group(2) + matcher.group(3));
        }
        selectors.add(new Selector(selector.group(1), matchers));
      }
    }
    return selectors;
  }
}

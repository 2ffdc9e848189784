package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The comparison of the chart's values with those of other charts. It names values that there are,
/// and one at least of each part of the chart.
class ChartComparisonTest {
  private static final Path DOCUMENT = Path.of("docs/chart-values.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// What no other chart has.
  private static final Set<String> OWN = Set.of("kernelLog");

  private static Set<String> named() throws IOException {
    String tables = Files.readString(DOCUMENT);
    return tables
        .substring(0, tables.indexOf("## What is left out"))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| Purpose"))
        .map(line -> List.of(line.split("\\|", -1)).get(3))
        .flatMap(cell -> CODE.matcher(cell).results())
        .map((MatchResult code) -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void namesValuesThatThereAre() throws IOException {
    assertThat(named()).hasSizeGreaterThan(60).allMatch(ChartComparisonTest::isThere);
  }

  @Test
  void leavesOutNoPart() throws IOException {
    Set<String> first =
        named().stream().map(path -> path.replaceFirst("\\..*", "")).collect(Collectors.toSet());
    first.addAll(OWN);
    assertThat(ChartValues.defaults().members().keySet()).isSubsetOf(first);
  }

  private static boolean isThere(String path) {
    Object value = ChartValues.defaults().members();
    for (String name : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> members) || !members.containsKey(name)) {
        return false;
      }
      value = members.get(name);
    }
    return true;
  }
}

package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table of values in the README of the chart is made from the comments of `values.yaml`; with
/// `-Dchart.readme=write` this test writes it.
class ChartReadmeTest {
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final Pattern COMMENT = Pattern.compile(" *# (-- )?(.*)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
  private static final String MARK = "-Dchart.readme=write -->\n";

  @Test
  void theTableIsThatOfTheValues() throws IOException {
    String readme = Files.readString(README);
    String made = readme.substring(0, readme.indexOf(MARK) + MARK.length()) + "\n" + table();
    if ("write".equals(System.getProperty("chart.readme"))) {
      Files.writeString(README, made);
    }
    assertThat(Files.readString(README)).isEqualTo(made);
  }

  @Test
  void everyRowHasThreeCells() throws IOException {
    assertThat(table().lines())
        .anyMatch(row -> row.contains("\\|"))
        .allSatisfy(row -> assertThat(row.replace("\\|", "").split("\\|", -1)).hasSize(5));
  }

  @Test
  void everyValueIsDescribed() throws IOException {
    String table = table();
    assertThat(undescribed("", ChartValues.defaults().members(), table)).isEmpty();
  }

  /// The paths of the values that have no row, and whose parents have none.
  private static List<String> undescribed(String at, Map<String, Object> members, String table) {
    List<String> undescribed = new ArrayList<>();
    members.forEach((name, value) -> {
      String path = at + name;
      if (!table.contains("| `" + path + "` |")) {
        if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
          undescribed.addAll(undescribed(path + ".", ChartValues.asMembers(inner), table));
        } else {
          undescribed.add(path);
        }
      }
    });
    return undescribed;
  }

  private static String table() throws IOException {
    StringBuilder table = new StringBuilder("| Value | Default | Meaning |\n|---|---|---|\n");
    List<String> path = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
      Matcher words = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (words.matches()) {
        if (words.group(1) != null) {
          comment.setLength(0);
        }
        comment.append(comment.isEmpty() ? "" : " ").append(words.group(2));
      } else if (key.matches()) {
        int depth = Math.min(key.group(1).length() / 2, path.size());
        path.subList(depth, path.size()).clear();
        path.add(key.group(2));
        if (!comment.isEmpty()) {
          table.append(row(path, comment.toString()));
          comment.setLength(0);
        }
      }
    }
    return table.toString();
  }

  /// In a table a bar ends a cell, also within code.
  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private static String row(List<String> path, String comment) {
    JsonNode value = JsonMapper.shared().valueToTree(ChartValues.defaults().members());
    for (String name : path) {
      value = value.path(name);
    }
    String text = value.toString();
    String shown = text.equals("\"\"") ? "–" : "`" + text.replaceFirst("^\"(.*)\"$", "$1") + "`";
    String cells = escaped(shown) + " | " + escaped(comment);
    return "| `" + String.join(".", path) + "` | " + cells + " |\n";
  }
}

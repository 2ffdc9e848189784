package dev.vmascope.http.format;

import dev.vmascope.http.format.TableRows.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A text table for people, made of one JSON document. Fields are one below the other, sizes have
/// units, long texts are wrapped, and lists of objects are small tables at the end. Control
/// characters are replaced, so no name or text can manipulate a terminal.
final class DocumentTable {
  /// The limit on the characters of a list in one cell: each row is as wide as the widest.
  private static final int LONGEST_LIST = 200;

  /// The limit on the characters of a text, which is wrapped.
  private static final int LONGEST_TEXT = 2_000;

  /// The width at which the last column is wrapped, but for its own narrowest width.
  private static final int WIDTH = 120;

  private static final int NARROWEST = 40;

  /// The fields whose texts are the service's own. What a process names itself stays in one line,
  /// so that it cannot look like a line of ours.
  private static final Set<String> SENTENCES =
      Set.of(
          "remedy",
          "explanation",
          "description",
          "why",
          "reason",
          "notes",
          "needs",
          "capabilities");

  private DocumentTable() {}

  static String print(JsonNode document) {
    List<List<String>> fields = new ArrayList<>();
    StringBuilder lists = new StringBuilder();
    collect("", document, fields, lists);
    StringBuilder text = new StringBuilder();
    align(fields, text, field -> SENTENCES.contains(lastElement(field.getFirst())));
    return text.append(lists).toString();
  }

  private static void collect(
      String prefix, JsonNode object, List<List<String>> fields, StringBuilder lists) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = prefix + TableRows.printable(field.getKey());
      JsonNode value = field.getValue();
      if (value.isObject()) {
        collect(name + ".", value, fields, lists);
      } else if (!value.isArray()) {
        fields.add(List.of(name, cell(field.getKey(), value)));
      } else if (value.path(0).isString()) {
        String words = value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
        fields.add(List.of(name, TableRows.printable(words, LONGEST_TEXT)));
      } else if (!value.isEmpty()) {
        lists.append('\n').append(name).append('\n');
        List<List<String>> rows = rows(value);
        boolean sentences = SENTENCES.contains(rows.getFirst().getLast().strip());
        align(rows, lists, _ -> sentences);
      }
    }
  }

  private static List<List<String>> rows(JsonNode array) {
    Set<String> names = new LinkedHashSet<>();
    array.forEach(row -> row.properties().forEach(field -> names.add(field.getKey())));
    List<List<String>> rows = new ArrayList<>();
    rows.add(names.stream().map(name -> "  " + TableRows.printable(name)).toList());
    for (JsonNode row : array) {
      rows.add(names.stream().map(name -> "  " + cell(name, row.path(name))).toList());
    }
    return rows;
  }

  private static String cell(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    if (value.isObject()) {
      String unit = name.endsWith(TableRows.SIZE) ? TableRows.SIZE : "";
      return value.properties().stream()
          .map(field -> TableRows.printable(field.getKey()) + " " + cell(unit, field.getValue()))
          .collect(Collectors.joining(", "));
    }
    if (value.isArray()) {
      String all =
          value.valueStream().map(one -> cell(name, one)).collect(Collectors.joining(", "));
      return all.length() > LONGEST_LIST ? all.substring(0, LONGEST_LIST - 2) + " …" : all;
    }
    if (value.isFloatingPointNumber()) {
      return Units.number(value.asDouble());
    }
    return value.isIntegralNumber() && name.endsWith(TableRows.SIZE)
        ? Units.bytes(value.bigIntegerValue())
        : TableRows.printable(value.asString(), LONGEST_TEXT);
  }

  /// @param wraps whether the last cell of a row is wrapped
  private static void align(
      List<List<String>> rows, StringBuilder text, Predicate<List<String>> wraps) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int last = widths.length - 1;
    int indent = last < 0 ? 0 : Arrays.stream(widths, 0, last).map(width -> width + 1).sum();
    for (List<String> row : rows) {
      int room = wraps.test(row) ? Math.max(NARROWEST, WIDTH - indent) : Integer.MAX_VALUE;
      List<String> lines = wrapped(row.getLast(), room);
      List<Cell> cells = new ArrayList<>();
      row.subList(0, row.size() - 1).forEach(cell -> cells.add(new Cell(cell, false)));
      cells.add(new Cell(lines.getFirst(), false));
      text.append(TableRows.line(cells, widths, 1));
      for (String more : lines.subList(1, lines.size())) {
        text.repeat(' ', indent).append(more).append('\n');
      }
    }
  }

  private static String lastElement(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// The lines of a text, broken at blanks; a longer word stays whole.
  private static List<String> wrapped(String text, int width) {
    if (text.length() <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    String margin = text.substring(0, text.length() - text.stripLeading().length());
    StringBuilder line = new StringBuilder(margin);
    for (String word : text.strip().split(" ", -1)) {
      if (line.length() > margin.length() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(margin);
      }
      line.append(line.length() > margin.length() ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

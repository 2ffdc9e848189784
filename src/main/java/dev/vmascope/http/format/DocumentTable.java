package dev.vmascope.http.format;

import dev.vmascope.http.format.TableRows.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A text table for people, made of one JSON document. Fields are one below the other, sizes have
/// units, and lists of objects are small tables at the end. Control characters are replaced, so no
/// name or text can manipulate a terminal.
final class DocumentTable {
  /// The limit on the characters of a list in one cell: each row is as wide as the widest.
  private static final int LONGEST_LIST = 200;

  private DocumentTable() {}

  static String print(JsonNode document) {
    List<List<String>> fields = new ArrayList<>();
    StringBuilder lists = new StringBuilder();
    collect("", document, fields, lists);
    StringBuilder text = new StringBuilder();
    align(fields, text);
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
        fields.add(List.of(name, TableRows.printable(words)));
      } else if (!value.isEmpty()) {
        lists.append('\n').append(name).append('\n');
        align(rows(value), lists);
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
        : TableRows.printable(value.asString());
  }

  private static void align(List<List<String>> rows, StringBuilder text) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      List<Cell> cells = row.stream().map(cell -> new Cell(cell, false)).toList();
      text.append(TableRows.line(cells, widths, 1));
    }
  }
}

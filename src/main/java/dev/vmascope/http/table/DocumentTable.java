package dev.vmascope.http.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A text table for people, made of one JSON document. Fields are one below the other, numbers have
/// units, sentences are wrapped, and lists of objects are small tables at the end, with a column
/// for each field of nested objects. Its texts are those of [TerminalText].
public final class DocumentTable {
  /// The limits on the characters of a list in one cell, of which each row is as wide as the
  /// widest.
  private static final int LONGEST_LIST = 200;

  private static final int SHORT_LIST = 30;

  /// The limit on the characters of a text, which is wrapped.
  private static final int LONGEST_TEXT = 2_000;

  private static final String MARGIN = "  ";

  private final StringBuilder lists = new StringBuilder();
  private final boolean wide;
  private final boolean coloured;

  private DocumentTable(boolean wide, boolean coloured) {
    this.wide = wide;
    this.coloured = coloured;
  }

  /// The table of a document.
  ///
  /// @param wide whether it has the fields that only a wide terminal has room for
  /// @param coloured whether it has colours
  public static String print(JsonNode document, boolean wide, boolean coloured) {
    DocumentTable table = new DocumentTable(wide, coloured);
    FieldLines fields = new FieldLines(coloured);
    table.collect("", document, fields);
    return fields.print("") + table.lists;
  }

  /// Adds the fields of an object, and behind them its lists.
  private void collect(String prefix, JsonNode object, FieldLines fields) {
    boolean inBytes = DocumentFields.isInBytes(object);
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      String path = DocumentFields.path(prefix, name);
      JsonNode value = field.getValue();
      if (isLeftOut(prefix, name)) {
        continue;
      }
      if (value.isObject()) {
        collect(path + ".", value, fields);
      } else if (!value.isArray()) {
        fields.add(path, cell(DocumentFields.measure(prefix, name), inBytes, value));
      } else if (!value.isEmpty() && !value.path(0).isObject()) {
        fields.add(path, texts(name, value));
      } else if (!value.isEmpty()) {
        lists.append('\n').append(DocumentFields.words(path)).append('\n');
        list(name, value);
      }
    }
  }

  private boolean isLeftOut(String prefix, String name) {
    return name.equals(DocumentFields.UNIT) || (!wide && DocumentFields.isWide(prefix, name));
  }

  /// The lines of a list of texts.
  private static List<String> texts(String name, JsonNode array) {
    List<String> texts =
        array.valueStream().map(text -> TerminalText.of(text.asString(), LONGEST_TEXT)).toList();
    return DocumentFields.hasLines(name)
        ? texts
        : List.of(TerminalText.of(String.join(" ", texts), LONGEST_TEXT));
  }

  private void list(String name, JsonNode array) {
    if (!DocumentFields.isInFull(name)) {
      rows(array);
      return;
    }
    List<String> blocks = array.valueStream().map(this::block).toList();
    lists.append(String.join("\n", blocks));
  }

  /// The fields of a row that is read by itself.
  private String block(JsonNode row) {
    FieldLines fields = new FieldLines(coloured);
    addFields("", row, fields);
    return fields.print(MARGIN);
  }

  private void addFields(String prefix, JsonNode object, FieldLines fields) {
    boolean inBytes = DocumentFields.isInBytes(object);
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      String path = DocumentFields.path(prefix, name);
      JsonNode value = field.getValue();
      if (value.isObject()) {
        addFields(path + ".", value, fields);
      } else if (!value.isArray()) {
        fields.add(path, cell(DocumentFields.measure(prefix, name), inBytes, value));
      } else if (value.path(0).isObject()) {
        fields.add(path, value.valueStream().map(row -> inList(name, row)).toList());
      } else if (!value.isEmpty()) {
        fields.add(path, texts(name, value));
      }
    }
  }

  private void rows(JsonNode array) {
    List<Map<String, TableCell>> rows = array.valueStream().map(this::row).toList();
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    List<String> columns = new ArrayList<>(names);
    columns.sort(TableColumns.order(List.copyOf(names)));
    List<List<TableCell>> cells =
        rows.stream()
            .map(row ->
                columns.stream().map(name -> row.getOrDefault(name, TableCell.ABSENT)).toList())
            .toList();
    List<String> headings =
        columns.stream().map(name -> DocumentFields.words(name).toUpperCase(Locale.ROOT)).toList();
    List<Integer> sentences =
        IntStream.range(0, columns.size())
            .filter(i -> DocumentFields.isSentence(columns.get(i)))
            .boxed()
            .toList();
    TableColumns all = TableColumns.of(headings, cells, true).coloured(coloured);
    TableColumns aligned =
        (wide ? all : all.withoutFalse(cells))
            .within(sentences, FieldLines.WIDTH - MARGIN.length(), FieldLines.NARROWEST);
    lists.append(MARGIN).append(aligned.heading());
    cells.forEach(row -> lists.append(aligned.lines(row, sentences, MARGIN)));
  }

  /// The cells of an object by the names of their columns, with those of its objects.
  private Map<String, TableCell> row(JsonNode object) {
    Map<String, TableCell> row = new LinkedHashMap<>();
    addCells("", object, row);
    return row;
  }

  private void addCells(String prefix, JsonNode object, Map<String, TableCell> row) {
    boolean inBytes = DocumentFields.isInBytes(object);
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        addCells(prefix + name + ".", value, row);
      } else if (!isLeftOut(prefix, name)) {
        row.put(
            DocumentFields.path(prefix, name),
            cell(DocumentFields.measure(prefix, name), inBytes, value));
      }
    }
  }

  private TableCell cell(String name, boolean inBytes, JsonNode value) {
    if (value.isArray()) {
      String all =
          value.valueStream().map(one -> inList(name, one)).collect(Collectors.joining(", "));
      return TableCell.text(TerminalText.of(all, wide ? LONGEST_LIST : SHORT_LIST));
    }
    return FieldKind.of(name, inBytes).cell(plain(value), LONGEST_TEXT);
  }

  /// One of several values in a cell; in a short table without the names of fields, and without the
  /// end of a mapping, which its size tells.
  private String inList(String name, JsonNode value) {
    if (!value.isObject()) {
      return cell(name, false, value).text();
    }
    return row(value).entrySet().stream()
        .filter(field -> wide || !field.getKey().equals("end"))
        .map(field ->
            (wide ? DocumentFields.words(field.getKey()) + " " : "") + field.getValue().text())
        .collect(Collectors.joining(" "));
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    return value.isNull() || value.isMissingNode() ? null : value.asString();
  }
}

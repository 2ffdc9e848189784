package dev.vmascope.http.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fields of an object, one below the other: a name in words, its value.
///
/// @param values the lines of each value, by the path of its field
/// @param coloured whether values have their colours
record FieldLines(Map<String, List<TableCell>> values, boolean coloured) {
  /// The width at which sentences are wrapped.
  static final int WIDTH = 120;

  /// The narrowest room for sentences.
  static final int NARROWEST = 40;

  FieldLines(boolean coloured) {
    this(new LinkedHashMap<>(), coloured);
  }

  void add(String path, List<String> lines) {
    values.put(path, lines.stream().map(TableCell::text).toList());
  }

  void add(String path, TableCell cell) {
    values.put(path, List.of(cell));
  }

  /// The text, each line behind a margin.
  String print(String margin) {
    List<String> names = values.keySet().stream().map(DocumentFields::words).toList();
    int widest = names.stream().mapToInt(TerminalText::width).max().orElse(0);
    int indent = margin.length() + widest + TableColumns.GAP;
    StringBuilder text = new StringBuilder();
    int i = 0;
    for (Map.Entry<String, List<TableCell>> field : values.entrySet()) {
      String name = names.get(i++);
      boolean wraps = DocumentFields.isSentence(field.getKey());
      int room = wraps ? Math.max(NARROWEST, WIDTH - indent) : Integer.MAX_VALUE;
      String before =
          margin + name + " ".repeat(widest - TerminalText.width(name) + TableColumns.GAP);
      for (TableCell line : field.getValue()) {
        for (String part : TerminalText.wrapped(line.text(), room)) {
          String shown = coloured ? line.tone().paint(part) : part;
          text.append((before + shown).stripTrailing()).append('\n');
          before = " ".repeat(indent);
        }
      }
    }
    return text.toString();
  }
}

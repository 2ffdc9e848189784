package dev.vmascope.http.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The columns of a table, as wide as their widest cells; numbers are right-aligned.
///
/// @param headings the heading of each column
/// @param widths the width of each column in cells; 0 for one that is left out
/// @param right whether a column is right-aligned
/// @param coloured whether cells have their colours
public record TableColumns(
    List<String> headings, List<Integer> widths, List<Boolean> right, boolean coloured) {
  /// The blanks between columns.
  static final int GAP = 2;

  /// The names of columns that come last, since a process chooses how long they are.
  private static final Set<String> PATHS =
      Set.of("path", "executable", "cgroup", "object.name", "label", "otherVersion", "pathBefore");

  /// The columns of some rows.
  ///
  /// @param all whether these are all rows: then columns without values are left out
  public static TableColumns of(List<String> headings, List<List<TableCell>> rows, boolean all) {
    List<Integer> widths = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      int column = i;
      List<TableCell> cells = rows.stream().map(row -> row.get(column)).toList();
      boolean empty = all && !rows.isEmpty() && cells.stream().allMatch(TableCell::isAbsent);
      int widest = cells.stream().mapToInt(TableCell::width).max().orElse(0);
      widths.add(empty ? 0 : Math.max(widest, TerminalText.width(headings.get(i))));
      right.add(cells.stream().anyMatch(TableCell::right));
    }
    return new TableColumns(headings, widths, right, false);
  }

  /// The order of columns by their names: what a process can make long comes last. The name of a
  /// thing that may also have a path is beside it.
  public static Comparator<String> order(List<String> names) {
    boolean paths = names.contains("path");
    return Comparator.comparingInt(
        name -> PATHS.contains(name) ? 2 : paths && name.equals("name") ? 1 : 0);
  }

  /// The same columns, as far as they are there, with room for one more line.
  ///
  /// @param cells the cells of the line; none for no more room
  public TableColumns atLeast(List<TableCell> cells) {
    List<Integer> wider = new ArrayList<>(widths);
    for (int i = 0; i < cells.size(); i++) {
      if (wider.get(i) > 0) {
        wider.set(i, Math.max(wider.get(i), cells.get(i).width()));
      }
    }
    return new TableColumns(headings, wider, right, coloured);
  }

  /// The same columns, coloured or not.
  public TableColumns coloured(boolean whether) {
    return new TableColumns(headings, widths, right, whether);
  }

  /// The same columns without those that say no about all rows.
  public TableColumns withoutFalse(List<List<TableCell>> rows) {
    List<Integer> fewer = new ArrayList<>(widths);
    for (int i = 0; i < fewer.size(); i++) {
      int column = i;
      if (!rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).isFalseOrAbsent())) {
        fewer.set(i, 0);
      }
    }
    return new TableColumns(headings, fewer, right, coloured);
  }

  /// The same columns with less room for some, whose texts are wrapped.
  ///
  /// @param wrapped the columns with sentences
  /// @param room the most cells of a line
  /// @param narrowest the fewest cells of such a column
  TableColumns within(List<Integer> wrapped, int room, int narrowest) {
    List<Integer> fitted = new ArrayList<>(widths);
    int left =
        room
            - IntStream.range(0, widths.size())
                .filter(i -> !wrapped.contains(i))
                .map(this::taken)
                .sum();
    List<Integer> shortestFirst =
        wrapped.stream().sorted(Comparator.comparing(widths::get)).toList();
    int columns = shortestFirst.size();
    for (int column : shortestFirst) {
      int share = Math.max(narrowest, left / columns - GAP);
      fitted.set(column, Math.min(widths.get(column), share));
      left -= fitted.get(column) + GAP;
      columns--;
    }
    return new TableColumns(headings, fitted, right, coloured);
  }

  private int taken(int column) {
    return widths.get(column) == 0 ? 0 : widths.get(column) + GAP;
  }

  /// The line of the headings.
  public String heading() {
    return line(headings.stream().map(TableCell::heading).toList());
  }

  /// The line of a row. A cell that is wider than its column shifts the next ones, as far as their
  /// blanks do not make up for it.
  public String line(List<TableCell> cells) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    int begin = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (widths.get(i) > 0) {
        TableCell cell = cells.get(i);
        int at = right.get(i) ? begin + widths.get(i) - cell.width() : begin;
        int blanks = Math.max(used == 0 ? 0 : GAP, at - used);
        line.repeat(' ', blanks).append(coloured ? cell.tone().paint(cell.text()) : cell.text());
        used += blanks + cell.width();
        begin += widths.get(i) + GAP;
      }
    }
    return line.toString().stripTrailing() + '\n';
  }

  /// The lines of a row, whose texts are wrapped in some columns.
  String lines(List<TableCell> cells, List<Integer> wrapped, String margin) {
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String text = cells.get(i).text();
      parts.add(wrapped.contains(i) ? TerminalText.wrapped(text, widths.get(i)) : List.of(text));
    }
    int most = parts.stream().mapToInt(List::size).max().orElse(1);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < most; i++) {
      int line = i;
      List<TableCell> part =
          IntStream.range(0, parts.size())
              .mapToObj(column -> {
                List<String> texts = parts.get(column);
                return cells.get(column).with(line < texts.size() ? texts.get(line) : "");
              })
              .toList();
      lines.append(margin).append(line(part));
    }
    return lines.toString();
  }
}

package dev.vmascope.http.format;

import dev.vmascope.http.row.CellColumn;
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.table.FieldKind;
import dev.vmascope.http.table.Heading;
import dev.vmascope.http.table.TableCell;
import dev.vmascope.http.table.TableColumns;
import dev.vmascope.http.table.TerminalText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A writer of rows as an aligned table for people. Numbers have units, times are in seconds,
/// absent values are `-`, and columns without any value are omitted, as are those of `false` unless
/// the table is wide. Paths come last: a narrow terminal then shows the numbers. Columns that the
/// request names are all there, in its order. Column widths come from the first rows; a wider cell
/// later shifts its line. Its texts are those of [TerminalText].
final class TableRows<R> implements RowWriter<R> {
  private static final int MEASURED = 200;
  private static final int LONGEST_CELL = 200;

  /// The most characters of a name before other columns of a short table: twice those that a
  /// process can give itself. Only names of kernel threads are longer.
  private static final int LONGEST_NAME = 32;

  private static final Set<String> NAMES = Set.of("name", "group", "user");

  private final List<CellColumn<R>> columns;
  private final List<FieldKind> kinds;
  private final boolean paths;
  private final Writer out;
  private final boolean wide;
  private final boolean chosen;
  private final boolean coloured;
  private final List<List<TableCell>> measured = new ArrayList<>();
  private @Nullable TableColumns known;

  /// @param wide whether it has the columns that only a wide terminal has room for
  /// @param coloured whether it has colours
  TableRows(OutputStream out, RowType<R> type, boolean wide, boolean coloured) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    this.wide = wide;
    this.chosen = type.isChosen();
    this.coloured = coloured;
    columns = chosen ? type.cells() : usual(type.cells());
    paths = columns.stream().anyMatch(column -> column.name().equals("path"));
    kinds = columns.stream().map(column -> FieldKind.of(column.name(), false)).toList();
  }

  /// The columns that are shown unless the request names others.
  private List<CellColumn<R>> usual(List<CellColumn<R>> all) {
    List<CellColumn<R>> shown = all.stream().filter(column -> wide || !column.wide()).toList();
    return shown.stream()
        .sorted(
            Comparator.comparing(
                CellColumn::name,
                TableColumns.order(shown.stream().map(CellColumn::name).toList())))
        .toList();
  }

  @Override
  public void row(R row) throws IOException {
    List<TableCell> cells = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      cells.add(cell(kinds.get(i), columns.get(i), row));
    }
    if (known == null && measured.size() == MEASURED) {
      // A column that is empty so far may still get values.
      known = writeMeasured(false, List.of());
    }
    if (known == null) {
      measured.add(cells);
    } else {
      out.write(known.line(cells));
    }
  }

  private TableCell cell(FieldKind kind, CellColumn<R> column, R row) {
    Object value = column.value().apply(row);
    boolean name = value != null && !wide && !paths && NAMES.contains(kind.name());
    TableCell cell = name ? kind.cell(value, LONGEST_NAME) : cell(kind, value);
    boolean atLeast = value != null && column.ofAPart().test(row);
    return atLeast ? cell.with("≥ " + cell.text()) : cell;
  }

  /// The cell of a value, or of several.
  private static TableCell cell(FieldKind kind, @Nullable Object value) {
    return switch (value) {
      case Collection<?> several ->
          joined(several.stream().map(one -> cell(kind, one).text()), " ");
      case Map<?, ?> named ->
          joined(
              named.entrySet().stream()
                  .map(entry ->
                      TerminalText.of(String.valueOf(entry.getKey()), LONGEST_CELL)
                          + ": "
                          + cell(kind, entry.getValue()).text()),
              "; ");
      case null, default -> kind.cell(value, LONGEST_CELL);
    };
  }

  private static TableCell joined(Stream<String> texts, String separator) {
    return TableCell.text(
        TerminalText.of(texts.collect(Collectors.joining(separator)), LONGEST_CELL));
  }

  /// @param all whether these are all rows
  /// @param sums the cells of a last line; none if it has none, or is not known yet
  private TableColumns writeMeasured(boolean all, List<TableCell> sums) throws IOException {
    List<String> headings = columns.stream().map(column -> Heading.of(column.name())).toList();
    TableColumns aligned =
        TableColumns.of(headings, measured, all && !chosen).atLeast(sums).coloured(coloured);
    if (all && !wide && !chosen) {
      aligned = aligned.withoutFalse(measured);
    }
    out.write(aligned.heading());
    for (List<TableCell> cells : measured) {
      out.write(aligned.line(cells));
    }
    measured.clear();
    return aligned;
  }

  private boolean hasOneOf(Map<?, ?> totals) {
    return columns.stream().anyMatch(column -> totals.containsKey(column.name()));
  }

  /// The line of totals under the columns that they are of.
  private List<TableCell> line(Map<?, ?> totals) {
    List<TableCell> cells = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Object sum = totals.get(columns.get(i).name());
      cells.add(sum == null ? TableCell.text("") : cell(kinds.get(i), sum));
    }
    cells.stream()
        .filter(cell -> cell.text().isEmpty())
        .findFirst()
        .ifPresent(cell -> cells.set(cells.indexOf(cell), TableCell.text("total")));
    return cells;
  }

  /// A line of the totals of all rows: `total: mappings 42, size 1.2 GiB`.
  private static String line(Record totals) {
    return Arrays.stream(totals.getClass().getRecordComponents())
        .filter(component -> ResponseShape.value(component, totals) != null)
        .map(component ->
            Heading.words(component.getName())
                + " "
                + cell(
                        FieldKind.of(component.getName(), false),
                        ResponseShape.value(component, totals))
                    .text())
        .collect(Collectors.joining(", ", "total: ", "\n"));
  }

  @Override
  public void end(Record tail) throws IOException {
    Object totals = ResponseShape.value("totals", tail);
    List<TableCell> sums =
        totals instanceof Map<?, ?> byColumn && hasOneOf(byColumn) ? line(byColumn) : List.of();
    if (known == null) {
      known = writeMeasured(true, sums);
    }
    if (!sums.isEmpty()) {
      out.write(known.line(sums));
    }
    if (totals instanceof Record named) {
      out.write(line(named));
    }
    if (ResponseShape.value("hint", tail) instanceof String hint) {
      out.write(TerminalText.of(hint, LONGEST_CELL) + '\n');
    }
    out.flush();
  }
}

package dev.vmascope.http.format;

import dev.vmascope.http.row.CellColumn;
import dev.vmascope.http.row.RowType;
import dev.vmascope.mapping.text.RawText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A writer of rows as an aligned table for people. Sizes have units, times are in seconds, numbers
/// are right-aligned, absent values are `-`, and columns without any value are omitted. Paths come
/// last: a narrow terminal then shows the numbers. Columns that the request names are all there, in
/// its order. Column widths come from the first rows; a wider cell later shifts its line. Control
/// characters are replaced, so no name can manipulate a terminal.
final class TableRows<R> implements RowWriter<R> {
  private static final int MEASURED = 200;
  private static final int GAP = 2;
  private static final int LONGEST_CELL = 200;

  /// The end of the names of sizes.
  static final String SIZE = "Bytes";

  private static final Set<String> PATHS = Set.of("path", "executable");

  /// The places in a name where a word begins.
  private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  /// A cell and its alignment.
  record Cell(String text, boolean right) {}

  private final List<CellColumn<R>> columns;
  private final boolean chosen;
  private final Writer out;
  private final List<List<Cell>> measured = new ArrayList<>();
  private int @Nullable [] widths;

  /// @param wide whether it has the columns that only a wide terminal has room for
  TableRows(OutputStream out, RowType<R> type, boolean wide) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    chosen = type.isChosen();
    columns =
        chosen
            ? type.cells()
            : type.cells().stream()
                .filter(column -> wide || !column.wide())
                .sorted(Comparator.comparing(column -> PATHS.contains(column.name())))
                .toList();
  }

  @Override
  public void row(R row) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (CellColumn<R> column : columns) {
      Object value = column.cell(row);
      Cell cell = cell(column.name(), value);
      boolean atLeast = value != null && column.ofAPart().test(row);
      cells.add(atLeast ? new Cell("≥ " + cell.text(), cell.right()) : cell);
    }
    if (widths == null && measured.size() == MEASURED) {
      writeMeasured(false, List.of());
    }
    if (widths != null) {
      out.write(line(cells, widths, GAP));
      return;
    }
    measured.add(cells);
  }

  private static Cell cell(String name, @Nullable Object value) {
    return switch (value) {
      case null -> new Cell("-", false);
      case Number number when name.endsWith(SIZE) ->
          new Cell(Units.bytes(number.longValue()), true);
      case Double number -> new Cell(Units.number(number), true);
      case Number number -> new Cell(number.toString(), true);
      case Instant time -> new Cell(time.truncatedTo(ChronoUnit.SECONDS).toString(), false);
      default -> new Cell(printable(value.toString()), false);
    };
  }

  /// @param all whether these are all rows; otherwise a column that is empty so far may still get
  ///   values
  /// @param sums the cells of a last line; none if it has none, or is not known yet
  private void writeMeasured(boolean all, List<Cell> sums) throws IOException {
    int[] measuredWidths = new int[columns.size()];
    for (int i = 0; i < measuredWidths.length; i++) {
      int column = i;
      boolean empty =
          all
              && !chosen
              && measured.stream().allMatch(cells -> cells.get(column).text().equals("-"));
      int widest =
          Stream.concat(measured.stream(), sums.isEmpty() ? Stream.empty() : Stream.of(sums))
              .mapToInt(cells -> cells.get(column).text().length())
              .max()
              .orElse(0);
      measuredWidths[i] = empty && !measured.isEmpty() ? 0 : Math.max(widest, title(i).length());
    }
    widths = measuredWidths;
    List<Cell> header = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      boolean right = measured.stream().anyMatch(cells -> cells.get(column).right());
      header.add(new Cell(title(i), right));
    }
    out.write(line(header, measuredWidths, GAP));
    for (List<Cell> cells : measured) {
      out.write(line(cells, measuredWidths, GAP));
    }
    measured.clear();
  }

  private String title(int column) {
    return title(columns.get(column).name());
  }

  private static String title(String name) {
    String bare = name.endsWith(SIZE) ? name.substring(0, name.length() - SIZE.length()) : name;
    return WORD.matcher(bare).replaceAll(" ").toUpperCase(Locale.ROOT);
  }

  static String printable(String text) {
    return printable(text, LONGEST_CELL);
  }

  /// The text for a terminal; an ellipsis shows that it is cut.
  static String printable(String text, int longest) {
    String printable = RawText.ofUtf8(text).printable(longest + 1);
    int end =
        printable.offsetByCodePoints(
            0, Math.min(longest, printable.codePointCount(0, printable.length())));
    return end == printable.length() ? printable : printable.substring(0, end) + " …";
  }

  /// A line of aligned cells.
  ///
  /// @param widths the width of each column; 0 for one that is left out
  /// @param gap the number of blanks between columns
  static String line(List<Cell> cells, int[] widths, int gap) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (widths[i] == 0) {
        continue;
      }
      Cell cell = cells.get(i);
      int blanks = Math.max(0, widths[i] - cell.text().length());
      line.repeat(' ', cell.right() ? blanks : 0).append(cell.text());
      line.repeat(' ', cell.right() ? gap : blanks + gap);
    }
    return line.toString().stripTrailing() + '\n';
  }

  private boolean hasOneOf(Map<?, ?> totals) {
    return columns.stream().anyMatch(column -> totals.containsKey(column.name()));
  }

  /// The line of totals under the columns that they are of.
  private List<Cell> line(Map<?, ?> totals) {
    List<Cell> cells = new ArrayList<>();
    for (CellColumn<R> column : columns) {
      Object sum = totals.get(column.name());
      cells.add(sum == null ? new Cell("", false) : cell(column.name(), sum));
    }
    if (cells.getFirst().text().isEmpty()) {
      cells.set(0, new Cell("total", false));
    }
    return cells;
  }

  /// A line of the totals of all rows: `total: mappings 42, size 1.2 GiB`.
  private static String line(Record totals) {
    return Arrays.stream(totals.getClass().getRecordComponents())
        .filter(component -> ResponseShape.value(component, totals) != null)
        .map(component ->
            title(component.getName()).toLowerCase(Locale.ROOT)
                + " "
                + cell(component.getName(), ResponseShape.value(component, totals)).text())
        .collect(Collectors.joining(", ", "total: ", "\n"));
  }

  @Override
  public void end(Record tail) throws IOException {
    Object totals = ResponseShape.value("totals", tail);
    List<Cell> sums =
        totals instanceof Map<?, ?> byColumn && hasOneOf(byColumn) ? line(byColumn) : List.of();
    if (widths == null) {
      writeMeasured(true, sums);
    }
    if (!sums.isEmpty()) {
      out.write(line(sums, Objects.requireNonNull(widths, "measured"), GAP));
    }
    if (totals instanceof Record named) {
      out.write(line(named));
    }
    if (ResponseShape.value("hint", tail) instanceof String hint) {
      out.write(printable(hint) + '\n');
    }
    out.flush();
  }
}

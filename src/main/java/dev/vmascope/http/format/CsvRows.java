package dev.vmascope.http.format;

import dev.vmascope.http.row.CellColumn;
import dev.vmascope.http.row.RowType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A writer of rows as CSV (RFC 4180): a header line, CRLF, quotes where needed. A text that a
/// spreadsheet would run as a formula gets a leading apostrophe (`'---p`), as OWASP advises;
/// numbers do not. Leading blanks and invisible characters, which a spreadsheet may drop, do not
/// hide a formula, nor do the separators of other dialects (`;`, tab, line break). A text that has
/// such an apostrophe of its own gets another, so readers who want the text drop one in each such
/// place.
final class CsvRows<R> implements RowWriter<R> {
  private static final String FORMULA_STARTS = "=+-@";
  private static final String DROPPED = "\t\r\n";
  private static final String SEPARATORS = ";" + DROPPED;

  private final List<CellColumn<R>> columns;
  private final Writer out;

  CsvRows(OutputStream out, RowType<R> type) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    columns = type.cells();
    line(CellColumn::name);
  }

  @Override
  public void row(R row) throws IOException {
    line(column -> column.cell(row));
  }

  private void line(Function<CellColumn<R>, @Nullable Object> content) throws IOException {
    String separator = "";
    for (CellColumn<R> column : columns) {
      Object cell = content.apply(column);
      out.write(separator);
      if (cell != null) {
        out.write(cell instanceof Number ? cell.toString() : quoted(safe(cell.toString())));
      }
      separator = ",";
    }
    out.write("\r\n");
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 1);
    if (!text.isEmpty() && DROPPED.indexOf(text.charAt(0)) >= 0) {
      safe.append('\'');
    }
    boolean atStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (atStart && startsFormula(c)) {
        safe.append('\'');
      }
      safe.append(c);
      atStart = SEPARATORS.indexOf(c) >= 0 || (atStart && isSkipped(c));
    }
    return safe.toString();
  }

  /// Whether a character starts a formula, also in its full-width form.
  private static boolean startsFormula(char c) {
    return c < 0x80
        ? c == '\'' || FORMULA_STARTS.indexOf(c) >= 0
        : !Character.isSurrogate(c)
            && FORMULA_STARTS.contains(
                Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC));
  }

  private static boolean isSkipped(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void end(Record tail) throws IOException {
    out.flush();
  }
}

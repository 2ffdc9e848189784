package dev.vmascope.listing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RFC 4180: a header line, CRLF, quotes where needed. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front (`'---p`), as OWASP advises; numbers do not.
final class CsvRows<R extends Record> implements RowWriter<R> {
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private final Columns<R> columns;
  private final Writer out;

  CsvRows(OutputStream out, Class<R> rowType) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    columns = new Columns<>(rowType, true);
    line(columns.names());
  }

  @Override
  public void row(R row) throws IOException {
    line(columns.cells(row));
  }

  private void line(List<? extends @Nullable Object> cells) throws IOException {
    String separator = "";
    for (Object cell : cells) {
      out.write(separator);
      if (cell != null) {
        out.write(cell instanceof Number ? cell.toString() : quoted(safe(cell.toString())));
      }
      separator = ",";
    }
    out.write("\r\n");
  }

  private static String safe(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
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

package dev.vmascope.http.format;

import dev.vmascope.http.row.RowType;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A factory of row writers, one for each format.
@Component
public class RowWriters {
  private final JsonMapper json;

  public RowWriters(JsonMapper json) {
    this.json = json;
  }

  /// A writer at the start of a listing.
  ///
  /// @param format any but [Format#TEXT], whose bytes come from the kernel
  /// @param head the fields before the rows, such as the identity of the process
  /// @param rowsName the name of the rows in JSON
  public <R> RowWriter<R> writer(
      Format format, OutputStream out, Record head, String rowsName, Class<R> rowType)
      throws IOException {
    return writer(format, out, head, rowsName, RowType.of(rowType));
  }

  /// The same, for rows of this description.
  public <R> RowWriter<R> writer(
      Format format, OutputStream out, Record head, String rowsName, RowType<R> type)
      throws IOException {
    return new Bounded<>(
        switch (format) {
          case JSON -> JsonRows.document(json, out, head, rowsName, type);
          case NDJSON -> JsonRows.lines(json, out, head, type);
          case CSV -> new CsvRows<>(out, type);
          case TABLE -> new TableRows<>(out, type, false, ResponseWriter.isColoured());
          case WIDE -> new TableRows<>(out, type, true, ResponseWriter.isColoured());
          case TEXT -> throw new IllegalArgumentException("text is the kernel's own");
        });
  }

  /// A writer of rows that checks the time of the response every few rows: reading the clock costs
  /// a good part of what a row does.
  private static final class Bounded<R> implements RowWriter<R> {
    private static final int ROWS = 8;

    private final RowWriter<R> rows;
    private int unchecked;

    Bounded(RowWriter<R> rows) {
      this.rows = rows;
    }

    @Override
    public void row(R row) throws IOException {
      if (++unchecked == ROWS) {
        unchecked = 0;
        AnswerWork.row();
      }
      rows.row(row);
    }

    @Override
    public void end(Record tail) throws IOException {
      rows.end(tail);
    }
  }
}

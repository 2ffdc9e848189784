package dev.vmascope.http.format;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A factory of row writers, one for each format.
@Component
public class RowWriters {
  private final JsonMapper json;

  public RowWriters(JsonMapper json) {
    this.json = json;
  }

  /// The response for a page of a list, up to its first row: content type, head, and the link to
  /// the next page in formats without a place for the cursor.
  ///
  /// @param format any but [Format#TEXT]
  /// @param head the fields before the rows, including the cursor
  /// @param next the cursor of the next page; `null` on the last
  /// @param rowsName the name of the rows in JSON
  public <R> RowWriter<R> page(
      Format format,
      HttpServletRequest request,
      HttpServletResponse response,
      Record head,
      @Nullable String next,
      String rowsName,
      Class<R> rowType)
      throws IOException {
    response.setContentType(format.contentType());
    if (next != null && !format.hasHead()) {
      NextPage.link(request, response, next);
    }
    return writer(format, response.getOutputStream(), head, rowsName, rowType);
  }

  /// A writer at the start of a listing.
  ///
  /// @param format any but [Format#TEXT], whose bytes come from the kernel
  /// @param head the fields before the rows, such as the identity of the process
  /// @param rowsName the name of the rows in JSON
  public <R> RowWriter<R> writer(
      Format format, OutputStream out, Record head, String rowsName, Class<R> rowType)
      throws IOException {
    RowType<R> type = RowType.of(rowType);
    return new Bounded<>(
        switch (format) {
          case JSON -> JsonRows.document(json, out, head, rowsName, type);
          case NDJSON -> JsonRows.lines(json, out, head, type);
          case CSV -> new CsvRows<>(out, type);
          case TABLE -> new TableRows<>(out, type);
          case TEXT -> throw new IllegalArgumentException("text is the kernel's own");
        });
  }

  /// A writer of rows that checks the time of the response at each row.
  private record Bounded<R>(RowWriter<R> rows) implements RowWriter<R> {
    @Override
    public void row(R row) throws IOException {
      AnswerWork.row();
      rows.row(row);
    }

    @Override
    public void end(Record tail) throws IOException {
      rows.end(tail);
    }
  }
}

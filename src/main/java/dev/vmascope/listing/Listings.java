package dev.vmascope.listing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Makes the writer for a format.
@Component
public class Listings {
  private final JsonMapper json;

  Listings(JsonMapper json) {
    this.json = json;
  }

  /// The answer to a request for a page of a list, up to its first row: its type, its head, and
  /// where its format has no place for the cursor of the next page, the link to it.
  ///
  /// @param format any but [Format#TEXT]
  /// @param head what there is to say before the rows, the cursor among it
  /// @param next the cursor of the next page; `null` on the last
  /// @param rowsName what the rows are called in JSON
  public <R extends Record> RowWriter<R> page(
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
  /// @param head what there is to say before the rows, such as whose they are
  /// @param rowsName what the rows are called in JSON
  /// @param rowType [EncodedRow] for JSON and NDJSON only
  public <R extends Record> RowWriter<R> writer(
      Format format, OutputStream out, Record head, String rowsName, Class<R> rowType)
      throws IOException {
    return new Bounded<>(
        switch (format) {
          case JSON -> new JsonRows<>(json, out, head, rowsName, rowType);
          case NDJSON -> new NdjsonRows<>(json, out, head, rowType);
          case CSV -> new CsvRows<>(out, rowType);
          case TABLE -> new TableRows<>(out, rowType);
          case TEXT -> throw new IllegalArgumentException("text is the kernel's own");
        });
  }

  /// Rows within what an answer may take of work.
  private record Bounded<R extends Record>(RowWriter<R> rows) implements RowWriter<R> {
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

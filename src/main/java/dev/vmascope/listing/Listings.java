package dev.vmascope.listing;

import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Makes the writer for a format.
@Component
public class Listings {
  private final JsonMapper json;

  Listings(JsonMapper json) {
    this.json = json;
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
    return switch (format) {
      case JSON -> new JsonRows<>(json, out, head, rowsName, rowType);
      case NDJSON -> new NdjsonRows<>(json, out, head, rowType);
      case CSV -> new CsvRows<>(out, rowType);
      case TABLE -> new TableRows<>(out, rowType);
      case TEXT -> throw new IllegalArgumentException("text is the kernel's own");
    };
  }
}

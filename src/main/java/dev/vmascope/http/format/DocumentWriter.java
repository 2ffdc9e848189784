package dev.vmascope.http.format;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// A writer of one record as the response, in JSON or as a table.
@Component
public class DocumentWriter {
  private final JsonMapper json;

  DocumentWriter(JsonMapper json) {
    this.json = json;
  }

  /// The target of a record, in the requested format. It is created before the record, so a request
  /// for an unavailable format costs nothing.
  ///
  /// @param format the parameter `format`; `null` if absent
  public Target target(
      @Nullable String format, HttpServletRequest request, HttpServletResponse response) {
    Format chosen =
        Format.of(
            format, request.getHeader(HttpHeaders.ACCEPT), EnumSet.of(Format.JSON, Format.TABLE));
    return document -> {
      byte[] body =
          chosen == Format.TABLE
              ? DocumentTable.print(json.valueToTree(document)).getBytes(StandardCharsets.UTF_8)
              : (json.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
      response.setContentType(chosen.contentType());
      response.getOutputStream().write(body);
    };
  }

  /// The target of a record: see [#target].
  @FunctionalInterface
  public interface Target {
    /// Writes the response.
    void write(Record document) throws IOException;
  }
}

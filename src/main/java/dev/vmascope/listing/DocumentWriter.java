package dev.vmascope.listing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes one record as an answer: as JSON, or as a table for people.
@Component
public class DocumentWriter {
  private final JsonMapper json;

  DocumentWriter(JsonMapper json) {
    this.json = json;
  }

  /// Where a record goes, in the format that the request asks for. Made before the record is, so
  /// that a request for a format that is not there costs nothing.
  ///
  /// @param format the parameter `format`, if there was one
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

  /// See [#target].
  @FunctionalInterface
  public interface Target {
    /// Writes the answer.
    void write(Record document) throws IOException;
  }
}

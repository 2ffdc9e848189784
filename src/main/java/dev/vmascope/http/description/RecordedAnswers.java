package dev.vmascope.http.description;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// The recorded answers that the API description shows as examples, kept beside the code.
final class RecordedAnswers {
  private RecordedAnswers() {}

  /// The text of a file in the jar.
  static String text(String file) {
    try (InputStream example = RecordedAnswers.class.getResourceAsStream(file)) {
      if (example == null) {
        throw new IllegalStateException(
            "the description has real examples: " + file + " is missing");
      }
      return new String(example.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document in a file, as a value of the description.
  static Object json(String file) {
    return new Document(file);
  }

  /// A document that is read when the description is written. As trees, all of them take 8 MiB as
  /// long as the description is kept.
  private record Document(String file) {
    /// The document as maps and lists.
    @JsonValue
    Object tree() {
      return JsonMapper.shared().readValue(text(file), Object.class);
    }
  }
}

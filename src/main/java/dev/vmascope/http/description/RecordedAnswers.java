package dev.vmascope.http.description;

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

  /// The document in a file, as maps and lists.
  static Object json(String file) {
    return JsonMapper.shared().readValue(text(file), Object.class);
  }
}

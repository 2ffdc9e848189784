package dev.vmascope.http.description;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The recorded answers that the API description shows as examples, kept beside the code.
final class RecordedAnswers {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RecordedAnswers() {}

  /// The text of a file in the jar.
  static String text(String file) {
    try (InputStream example = open(file)) {
      return new String(example.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document in a file of the jar, as a value of the description.
  ///
  /// @throws IllegalStateException if there is no such file
  static Object json(String file) {
    try (InputStream _ = open(file)) {
      return new Document(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    InputStream example = RecordedAnswers.class.getResourceAsStream(file);
    if (example == null) {
      throw new IllegalStateException("the description has real examples: " + file + " is missing");
    }
    return example;
  }

  /// A document that is read when the description is written. As trees, all of them take 8 MiB as
  /// long as the description is kept.
  private record Document(String file) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
      try (JsonParser document = FACTORY.createParser(open(file))) {
        document.nextToken();
        out.copyCurrentStructure(document);
      }
    }

    @Override
    public void serializeWithType(
        JsonGenerator out, SerializerProvider provider, TypeSerializer type) throws IOException {
      serialize(out, provider);
    }
  }
}

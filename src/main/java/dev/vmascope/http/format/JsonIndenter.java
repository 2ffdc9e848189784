package dev.vmascope.http.format;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/// A writer of JSON with a line for each field. It takes JSON in pieces of any size, and holds no
/// more than a piece.
final class JsonIndenter {
  private static final JsonMapper JSON = new JsonMapper();

  private final OutputStream out;
  private final JsonParser parser =
      new JsonFactory().createNonBlockingByteArrayParser(ObjectReadContext.empty());
  private final JsonGenerator generator;
  private boolean any;

  JsonIndenter(OutputStream out) {
    this.out = out;
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(lines)
            .withArrayIndenter(lines);
    generator = JSON.writer().with(printer).createGenerator(out);
  }

  /// Takes the next bytes.
  void write(byte[] bytes, int offset, int length) {
    ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
    // The parser reads from the array until it needs more.
    feeder.feedInput(bytes, offset, offset + length);
    copy();
  }

  private void copy() {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.NOT_AVAILABLE;
        token = parser.nextToken()) {
      generator.copyCurrentEventExact(parser);
      any = true;
    }
  }

  void flush() throws IOException {
    generator.flush();
  }

  /// Writes what is left, and a newline.
  void finish() throws IOException {
    ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).endOfInput();
    copy();
    if (any) {
      generator.flush();
      out.write('\n');
    }
    out.flush();
  }
}

package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// JSON with a line for each field.
class JsonIndenterTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// The indented text of a document that comes in pieces.
  private static String indented(byte[] document, Random pieces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonIndenter indenter = new JsonIndenter(out);
    for (int from = 0; from < document.length; ) {
      int length = Math.min(document.length - from, 1 + pieces.nextInt(50));
      indenter.write(document, from, length);
      if (pieces.nextInt(4) == 0) {
        indenter.flush();
      }
      from += length;
    }
    indenter.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void hasALineForEachField() throws IOException {
    byte[] document =
        "{\"a\":1,\"b\":[true,\"\u00e9\\n\ud83d\ude00\"],\"c\":{},\"d\":[]}\n"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(indented(document, new Random(1)))
        .isEqualTo(
            """
            {
              "a": 1,
              "b": [
                true,
                "\u00e9\\n\ud83d\ude00"
              ],
              "c": { },
              "d": [ ]
            }
            """);
  }

  @Test
  void keepsNumbersAsTheyAre() throws IOException {
    byte[] document =
        "[18446744073709551615,0.000003889,1.0,-0,123456789012345678901234567890.5]"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(indented(document, new Random(2)).replaceAll("\\s", ""))
        .isEqualTo("[18446744073709551615,0.000003889,1.0,0,123456789012345678901234567890.5]");
  }

  @Test
  void isTheSameDocumentHoweverItIsCut() throws IOException {
    byte[] document = Files.readAllBytes(Path.of("src/test/resources/golden/openapi.json"));
    for (int seed = 0; seed < 5; seed++) {
      String indented = indented(document, new Random(seed));
      assertThat(JSON.readTree(indented)).isEqualTo(JSON.readTree(document));
      assertThat(indented.lines().count()).isGreaterThan(5_000);
    }
  }
}

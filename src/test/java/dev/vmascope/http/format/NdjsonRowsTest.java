package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A listing as a JSON document a line.
class NdjsonRowsTest {
  @Test
  void endsWithALineOfHeadAndTail() throws IOException {
    assertThat(ndjson(Animal.named("worm"), Animal.named("eel")))
        .isEqualTo(
            """
            {"name":"worm","bodyBytes":1536}
            {"name":"eel","bodyBytes":1536}
            {"keeper":42,"count":2}
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5000})
  void hasALineMoreThanRowsEachADocument(int count) throws IOException {
    Animal[] rows = new Animal[count];
    for (int i = 0; i < count; i++) {
      rows[i] = Animal.named("worm\n" + i);
    }
    String text = ndjson(rows);
    assertThat(text).endsWith("\n");
    assertThat(text.lines())
        .hasSize(count + 1)
        .allSatisfy(line -> assertThat(Animal.json().readTree(line).isObject()).isTrue());
  }

  private static String ndjson(Animal... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<Animal> writer =
        new RowWriters(Animal.json())
            .writer(Format.NDJSON, out, new Animal.Head(42), "animals", Animal.class);
    for (Animal row : rows) {
      writer.row(row);
    }
    writer.end(new Animal.Tail(rows.length, null));
    return out.toString(StandardCharsets.UTF_8);
  }
}

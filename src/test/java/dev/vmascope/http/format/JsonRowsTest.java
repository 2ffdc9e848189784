package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A listing as one JSON document.
class JsonRowsTest {
  @Test
  void putsTheRowsBetweenHeadAndTail() throws IOException {
    Animal cat = new Animal("cat", new Animal.Size(4000, 300L), 4, new Animal.Home("Chile", 7));
    assertThat(json(cat, Animal.named("worm")))
        .isEqualTo(
            """
            {"keeper":42,"animals":[\
            {"name":"cat","bodyBytes":4000,"tailBytes":300,"legs":4,"country":"Chile","number":7},\
            {"name":"worm","bodyBytes":1536}],\
            "count":2}
            """);
  }

  @Test
  void hasAnEmptyArrayWithoutRows() throws IOException {
    assertThat(json()).isEqualTo("{\"keeper\":42,\"animals\":[],\"count\":0}\n");
  }

  @Test
  void keepsEveryRow() throws IOException {
    Animal[] rows = new Animal[10_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Animal.named("worm \"" + i + "\"\n");
    }
    JsonNode animals = Animal.json().readTree(json(rows)).get("animals");
    assertThat(animals.size()).isEqualTo(rows.length);
    for (int i = 0; i < rows.length; i++) {
      assertThat(animals.get(i).get("name").asString()).isEqualTo(rows[i].name());
    }
  }

  private static String json(Animal... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<Animal> writer =
        new RowWriters(Animal.json())
            .writer(Format.JSON, out, new Animal.Head(42), "animals", Animal.class);
    for (Animal row : rows) {
      writer.row(row);
    }
    writer.end(new Animal.Tail(rows.length, null));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.CsvText;
import dev.vmascope.HostileNames;
import dev.vmascope.http.table.DocumentTable;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Names chosen to do harm, in each format of rows.
class HostileRowsTest {
  /// What plays with a terminal, or with the eyes of its reader.
  private static final String UNSEEN = "(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*";

  private static final JsonMapper JSON = Animal.json();

  private static final List<String> TEXTS = HostileNames.ALL.stream().map(RawText::text).toList();

  private static String rows(Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<Animal> rows =
        new RowWriters(JSON).writer(format, out, new Animal.Head(1), "animals", Animal.class);
    for (String text : TEXTS) {
      rows.row(Animal.named(text));
    }
    rows.end(new Animal.Tail(TEXTS.size(), null));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void areHundreds() {
    assertThat(HostileNames.ALL).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
    assertThat(HostileNames.ofProcesses()).hasSizeGreaterThanOrEqualTo(400);
    assertThat(HostileNames.ALL).noneMatch(name -> name.latin1().indexOf(0) >= 0);
  }

  @Test
  void areTheSameTextsInJson() throws IOException {
    JsonNode document = JSON.readTree(rows(Format.JSON));
    assertThat(document.path("animals").valueStream().map(animal -> animal.path("name").asString()))
        .containsExactlyElementsOf(TEXTS);
    assertThat(document.path("count").asInt()).isEqualTo(TEXTS.size());
  }

  @Test
  void areALineEachInNdjson() throws IOException {
    List<String> lines = List.of(rows(Format.NDJSON).split("\n"));
    assertThat(lines).hasSize(TEXTS.size() + 1);
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(JSON.readTree(lines.get(i)).path("name").asString()).isEqualTo(TEXTS.get(i));
    }
  }

  @Test
  void areTextAndNoFormulasInCsv() throws IOException {
    List<List<String>> records = new CsvText(rows(Format.CSV)).records();
    assertThat(records).hasSize(TEXTS.size() + 1);
    for (int i = 0; i < TEXTS.size(); i++) {
      String cell = records.get(i + 1).getFirst();
      assertThat(CsvText.mayBeFormula(cell)).as(cell).isFalse();
      assertThat(CsvText.restored(cell)).isEqualTo(TEXTS.get(i));
    }
  }

  @Test
  void areALineEachThatIsSeenInATable() throws IOException {
    List<String> lines = List.of(rows(Format.TABLE).split("\n"));
    assertThat(lines).hasSize(TEXTS.size() + 1);
    assertThat(lines).noneMatch(line -> line.matches(UNSEEN));
  }

  @Test
  void areALineEachThatIsSeenInATableOfADocument() {
    for (String text : TEXTS) {
      JsonNode document =
          JSON.valueToTree(
              Map.of(
                  "name", text,
                  "list", List.of(Map.of("name", text, text, 1), Map.of("name", "x")),
                  "words", List.of(text, "x"),
                  "map", Map.of(text, text)));
      List<String> lines = List.of(DocumentTable.print(document, true, false).split("\n"));
      assertThat(lines).as(text).hasSize(8);
      assertThat(lines).noneMatch(line -> line.matches(UNSEEN));
    }
  }
}

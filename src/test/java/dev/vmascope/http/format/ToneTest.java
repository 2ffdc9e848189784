package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.table.DocumentTable;
import dev.vmascope.http.table.Tone;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Colours of tables.
class ToneTest {
  private static final String OURS = "\u001b\\[(?:1|2|31|33|0)m";

  @ParameterizedTest
  @CsvSource({
    "severity, high, ALARM",
    "severity, medium, WARNING",
    "severity, low, PLAIN",
    "verdict, leaking, ALARM",
    "verdict, growing, WARNING",
    "verdict, steady, PLAIN",
    "permissions, rwxp, ALARM",
    "permissions, -wxp, ALARM",
    "permissions, r-xp, PLAIN",
    "permissions, rw-p, PLAIN",
    "outcome, SIGSEGV, ALARM",
    "outcome, unknown, WARNING",
    "outcome, allowed, PLAIN",
    "reason, skipped, WARNING",
    "available, false, WARNING",
    "name, leaking, PLAIN"
  })
  void repeatWhatAWordSays(String name, String word, Tone tone) {
    assertThat(Tone.of(name, word)).isEqualTo(tone);
  }

  @Test
  void areAroundTextsAndNotBlanks() {
    JsonNode document =
        JsonMapper.shared()
            .readTree(
                """
                {"verdict":"leaking","pid":7,
                 "rows":[{"severity":"high","title":"a"},{"severity":"low","sizeBytes":1}]}
                """);
    assertThat(DocumentTable.print(document, false, true))
        .isEqualTo(
            """
            verdict  <31>leaking<0>
            pid      7

            rows
              <1>SEVERITY<0>  <1>TITLE<0>  <1>SIZE<0>
              <31>high<0>      a         <2>-<0>
              low       <2>-<0>       1 B
            """
                .replace("<", "\u001b[")
                .replace(">", "m"));
  }

  @Test
  void areLeftWhenTheyAreTakenAwayWhateverNamesHold() throws IOException {
    for (RawText name : HostileNames.ALL) {
      JsonNode document =
          JsonMapper.shared()
              .valueToTree(
                  Map.of("severity", name.text(), "rows", List.of(Map.of("verdict", name.text()))));
      String coloured = DocumentTable.print(document, true, true);
      assertThat(coloured.replaceAll(OURS, ""))
          .isEqualTo(DocumentTable.print(document, true, false))
          .doesNotContain("\u001b");
    }
    assertThat(rows(true).replaceAll(OURS, "")).isEqualTo(rows(false)).doesNotContain("\u001b");
    assertThat(rows(true)).contains("\u001b[1mNAME\u001b[0m");
  }

  private static String rows(boolean coloured) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Animal> rows = new TableRows<>(out, RowType.of(Animal.class), false, coloured);
    for (RawText name : HostileNames.ALL) {
      rows.row(Animal.named(name.text()));
    }
    rows.end(new Animal.Tail(0, null));
    return out.toString(StandardCharsets.UTF_8);
  }
}

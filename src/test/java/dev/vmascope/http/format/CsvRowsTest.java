package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.CsvText;
import dev.vmascope.http.row.RowType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CSV as RFC 4180 has it, read back by a reader of the test's own.
class CsvRowsTest {
  @Test
  void writesAHeaderAndARowALine() throws IOException {
    Animal cat = new Animal("cat", new Animal.Size(4000, 300L), 4, new Animal.Home("Chile", 7));
    assertThat(csv(cat, Animal.named("worm")))
        .isEqualTo(
            """
            name,bodyBytes,tailBytes,legs,country,number\r
            cat,4000,300,4,Chile,7\r
            worm,1536,,,,\r
            """);
  }

  @Test
  void writesTheHeaderEvenWithoutRows() throws IOException {
    assertThat(csv()).isEqualTo("name,bodyBytes,tailBytes,legs,country,number\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "a,b",
        "\"",
        "say \"moo\"",
        "two\nlines",
        "two\r\nlines",
        " blanks ",
        "日本語 🐈",
        "\0",
        "a=b"
      })
  void isReadBackUnchanged(String name) throws IOException {
    List<List<String>> records = read(csv(Animal.named(name), Animal.named("next")));
    assertThat(records).hasSize(3).allSatisfy(record -> assertThat(record).hasSize(6));
    assertThat(records.get(1).getFirst()).isEqualTo(name);
    assertThat(records.get(2).getFirst()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "---p", "=\"a\",b"})
  void putsAnApostropheBeforeWhatASpreadsheetTakesForAFormula(String name) throws IOException {
    assertThat(read(csv(Animal.named(name))).get(1).getFirst()).isEqualTo("'" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {" =1", "\u00a0+1", "\ufeff-1", "a;=1", "a;\t@x", "\uff1d1", "'", "a\n'b"})
  void looksBehindWhatASpreadsheetSkipsOrPartsCellsBy(String name) throws IOException {
    String cell = read(csv(Animal.named(name))).get(1).getFirst();
    assertThat(cell).hasSize(name.length() + 1);
    assertThat(CsvText.mayBeFormula(cell)).isFalse();
    assertThat(CsvText.restored(cell)).isEqualTo(name);
  }

  @Test
  void leavesNegativeNumbersAlone() throws IOException {
    assertThat(csv(new Animal("debt", new Animal.Size(-1, null), -2, null)))
        .endsWith("\r\ndebt,-1,,-2,,\r\n");
  }

  private static String csv(Animal... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvRows<Animal> writer = new CsvRows<>(out, RowType.of(Animal.class));
    for (Animal row : rows) {
      writer.row(row);
    }
    writer.end(new Animal.Tail(rows.length, null));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<List<String>> read(String csv) {
    return new CsvText(csv).records();
  }
}

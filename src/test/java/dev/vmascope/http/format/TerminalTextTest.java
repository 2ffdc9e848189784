package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.table.DocumentTable;
import dev.vmascope.http.table.TerminalText;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Texts as terminals show them.
class TerminalTextTest {
  @ParameterizedTest
  @CsvSource({
    "nginx, 5",
    "größe, 5",
    "測試, 4",
    "テスト, 6",
    "한글, 4",
    "Ａ, 2",
    "ｱ, 1",
    "e\u0301, 1",
    "Z\u0334\u0335\u0336\u0353, 1",
    "\ud83d\udc68, 2",
    "\ud83c\udde8\ud83c\uddf1, 2",
    "\ud842\udfb7, 2",
    "…, 1",
    "\ufffd, 1"
  })
  void areAsWideAsTheirCells(String text, int cells) {
    assertThat(TerminalText.width(text)).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource({
    "\u2764\ufe0f, \u2764\ufffd",
    "\ud83d\udc4d\ud83c\udffd, \ud83d\udc4d\ufffd",
    "\ud83d\udc68\u200d\ud83d\udcbb, \ud83d\udc68\ufffd\ud83d\udcbb",
    "a\u3164b, a\ufffdb",
    "a\u202eb, a\ufffdb",
    "a\u200bb, a\ufffdb"
  })
  void haveNoCharacterOfUncertainWidth(String text, String shown) {
    assertThat(TerminalText.of(text, 20)).isEqualTo(shown);
  }

  @Test
  void areCutAtCharactersAndSaySo() {
    assertThat(TerminalText.of("abcd", 4)).isEqualTo("abcd");
    assertThat(TerminalText.of("abcde", 4)).isEqualTo("abcd …");
    assertThat(TerminalText.of("測試測試", 3)).isEqualTo("測試測 …");
    assertThat(TerminalText.of("\ud83d\udc68".repeat(3), 2))
        .isEqualTo("\ud83d\udc68".repeat(2) + " …");
  }

  @Test
  void areWrappedByCells() {
    assertThat(TerminalText.wrapped("測試 測試 ab", 9)).containsExactly("測試 測試", "ab");
    assertThat(TerminalText.wrapped("測試測試 ab", 4)).containsExactly("測試測試", "ab");
  }

  @Test
  void shiftNoColumnOfATable() throws IOException {
    List<String> names = HostileNames.ALL.stream().map(RawText::text).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Animal> rows = new TableRows<>(out, RowType.of(Animal.class), false, false);
    for (String name : names.subList(0, 200)) {
      rows.row(Animal.named(name));
    }
    rows.end(new Animal.Tail(200, null));

    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> before(line, "1.5 KiB")))
        .hasSize(201)
        .satisfies(
            widths -> assertThat(widths.stream().skip(1).distinct()).as("%s", widths).hasSize(1));
  }

  private record Named(String name, String end) {}

  @Test
  void shiftNoColumnOfADocument() {
    for (RawText name : HostileNames.ALL) {
      List<Named> rows =
          List.of(new Named(name.text(), "end of row"), new Named("x", "end of row"));
      String table =
          DocumentTable.print(JsonMapper.shared().valueToTree(Map.of("rows", rows)), true, false);
      assertThat(table.lines().filter(line -> line.endsWith("end of row")))
          .as(name.text())
          .hasSize(2)
          .satisfies(lines ->
              assertThat(lines.stream().map(line -> before(line, "end of row")).distinct())
                  .hasSize(1));
    }
  }

  private static int before(String line, String end) {
    int at = line.lastIndexOf(end);
    return at < 0 ? -1 : TerminalText.width(line.substring(0, at));
  }
}

package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One document as text for people.
class DocumentTableTest {
  @Test
  void putsFieldsBelowEachOther() {
    assertThat(print("{\"pid\":42,\"name\":\"cat\",\"residentBytes\":4096,\"atomic\":false}"))
        .isEqualTo(
            """
            pid           42
            name          cat
            residentBytes 4 KiB
            atomic        false
            """);
  }

  @Test
  void namesNestedFieldsByTheirPath() {
    assertThat(print("{\"gaps\":{\"count\":3,\"largestBytes\":1024},\"ratio\":0.5}"))
        .isEqualTo(
            """
            gaps.count        3
            gaps.largestBytes 1 KiB
            ratio             0.5
            """);
  }

  @Test
  void showsListsAsTablesBehindTheFields() {
    assertThat(
            print(
                """
                {"byPath":[{"path":"/bin/cat","virtualBytes":8192},{"path":"[heap]","mappings":1}],
                 "none":[], "pid":42}
                """))
        .isEqualTo(
            """
            pid 42

            byPath
              path       virtualBytes   mappings
              /bin/cat   8 KiB          -
              [heap]     -              1
            """);
  }

  @Test
  void replacesWhatCouldPlayWithATerminal() {
    assertThat(print("{\"name\":\"a\\u001b[2Jb\\nc\"}")).isEqualTo("name a\ufffd[2Jb\ufffdc\n");
  }

  @Test
  void wrapsLongTextsAndCutsNoneSilently() {
    String words = "word ".repeat(60).strip();
    String table =
        print("{\"why\":\"%s\",\"rows\":[{\"n\":1,\"remedy\":\"%s\"}]}".formatted(words, words));
    assertThat(table.lines().toList())
        .allMatch(line -> line.length() <= 120)
        .anyMatch(line -> line.startsWith("    word word"))
        .anyMatch(line -> line.startsWith("      word word"));
    assertThat(table.split("word", -1)).hasSize(121);
    assertThat(print("{\"name\":\"%s\"}".formatted(words))).isEqualTo("name " + words + "\n");
    assertThat(print("{\"name\":\"%s\"}".formatted("x".repeat(2001))))
        .isEqualTo("name " + "x".repeat(2000) + " …\n");
  }

  @Test
  void showsASizeBeyondALong() {
    // From the stack of a process to its [vsyscall].
    assertThat(print("{\"above\":{\"distanceBytes\":18446603340516163584}}"))
        .isEqualTo("above.distanceBytes 16.0 EiB\n");
  }

  @Test
  void takesTimeInProportionToTheRows() {
    print(table(2_000));
    long few = nanos(table(9_000));
    long many = nanos(table(36_000));
    // Four times as many; sixteen times as long, if every row looked at all the others.
    assertThat(many).isLessThan(10 * few);
  }

  private static String table(int rows) {
    return "{\"rows\":["
        + IntStream.range(0, rows)
            .mapToObj("{\"n\":%d}"::formatted)
            .collect(Collectors.joining(","))
        + "]}";
  }

  private static long nanos(String document) {
    JsonNode tree = JsonMapper.shared().readTree(document);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      DocumentTable.print(tree);
      least = Math.min(least, System.nanoTime() - began);
    }
    return least;
  }

  @Test
  void isEmptyForAnEmptyDocument() {
    assertThat(print("{}")).isEmpty();
  }

  private static String print(String document) {
    return DocumentTable.print(JsonMapper.shared().readTree(document));
  }
}

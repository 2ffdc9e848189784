package dev.vmascope.http.table;

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
            pid       42
            name      cat
            resident  4.0 KiB
            atomic    false
            """);
  }

  @Test
  void namesNestedFieldsByTheirPathInWords() {
    assertThat(print("{\"gaps\":{\"count\":3,\"largestBytes\":1024},\"userEndOf32Bit\":0.5}"))
        .isEqualTo(
            """
            gaps count          3
            gaps largest        1.0 KiB
            user end of 32 bit  0.5
            """);
  }

  @Test
  void hasAUnitForEachNumber() {
    assertThat(
            print(
                """
                {"window":"PT15M","warmFrom":"2026-11-29T18:06:11.489123456Z",
                 "change":{"since":"2026-11-29T17:51:11.489Z","bytes":1008640,"perSecond":1008640},
                 "threads":{"unit":"threads","value":70000,"growthPerSecond":0.05},
                 "limit":{"unit":"bytes","value":4096,"limit":1048576,"utilisation":0.0039,
                          "secondsLeft":504000.5},
                 "privateGrowthPerSecond":-2048,"durationMicros":17693,"maxReadMillis":50,
                 "ratioPercent":50,"residentChangedBytes":1,"mappingsChange":3,
                 "categoryBytes":{"heap":2048}}
                """))
        .isEqualTo(
            """
            window             15 min
            warm from          2026-11-29T18:06:11Z
            change since       2026-11-29T17:51:11Z
            change             +985.0 KiB
            change per second  +985.0 KiB/s
            threads value      70000
            threads growth     +0.05/s
            limit value        4.0 KiB
            limit limit        1.0 MiB
            limit utilisation  0.4 %
            limit in           5 d 20 h
            private growth     -2.0 KiB/s
            duration           17.7 ms
            max read           50.0 ms
            ratio              50.0 %
            resident changed   +1 B
            mappings change    +3
            category heap      2.0 KiB
            """);
  }

  @Test
  void givesNestedObjectsOfRowsColumnsAndPathsTheLastOne() {
    assertThat(
            print(
                """
                {"rows":[{"path":"/bin/a b","pid":7,"unit":"bytes","value":1024,
                          "change":{"bytes":-4096,"perSecond":-1}},
                         {"pid":4711,"unit":"threads","value":12}]}
                """))
        .isEqualTo(
            """

            rows
               PID    VALUE    CHANGE  CHANGE PER SECOND  PATH
                 7  1.0 KiB  -4.0 KiB           -1.0 B/s  /bin/a b
              4711       12         -                  -  -
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
            pid  42

            by path
              VIRTUAL  MAPPINGS  PATH
              8.0 KiB         -  /bin/cat
                    -         1  [heap]
            """);
  }

  @Test
  void replacesWhatCouldPlayWithATerminal() {
    assertThat(print("{\"name\":\"a\\u001b[2Jb\\nc\"}")).isEqualTo("name  a\ufffd[2Jb\ufffdc\n");
  }

  @Test
  void wrapsLongTextsAndCutsNoneSilently() {
    String words = "word ".repeat(60).strip();
    String table =
        print("{\"why\":\"%s\",\"rows\":[{\"n\":1,\"remedy\":\"%s\"}]}".formatted(words, words));
    assertThat(table.lines().toList())
        .allMatch(line -> line.length() <= 120)
        .anyMatch(line -> line.startsWith("     word word"))
        .anyMatch(line -> line.startsWith("     word word"));
    assertThat(table.split("word", -1)).hasSize(121);
    assertThat(print("{\"name\":\"%s\"}".formatted(words))).isEqualTo("name  " + words + "\n");
    assertThat(print("{\"name\":\"%s\"}".formatted("x".repeat(2001))))
        .isEqualTo("name  " + "x".repeat(2000) + " …\n");
  }

  @Test
  void wrapsEachSentenceOfARowInItsColumn() {
    String words = "word ".repeat(20).strip();
    assertThat(
            print(
                "{\"rows\":[{\"n\":1,\"purpose\":\"%s\",\"needs\":\"%s\",\"end\":7}]}"
                    .formatted(words, words)))
        .isEqualTo(
            """

            rows
              N  PURPOSE                                                NEEDS                                                  END
              1  word word word word word word word word word word      word word word word word word word word word word        7
                 word word word word word word word word word word      word word word word word word word word word word
            """);
  }

  @Test
  void showsFindingsAndFaultsOneByOneWithTheirLists() {
    String words = "word ".repeat(30).strip();
    String document =
        """
        {"findings":[
           {"rule":"a","remedy":"%s",
            "evidence":[{"start":"0x1000","sizeBytes":4096},{"start":"0x3000","sizeBytes":8192}]},
           {"rule":"b","nextSteps":["x y","z"],"errorWords":["read","write"],"none":[]}]}
        """
            .formatted(words);
    assertThat(DocumentTable.print(JsonMapper.shared().readTree(document), false, false))
        .isEqualTo(
            """

            findings
              rule      a
              remedy    word word word word word word word word word word word word word word word word word word word word word
                        word word word word word word word word word
              evidence  0x1000 4.0 KiB
                        0x3000 8.0 KiB

              rule         b
              next steps   x y
                           z
              error words  read write
            """);
  }

  @Test
  void hasInShortWhatIsForPeople() {
    String document =
        """
        {"pid":7,"startTicks":12,"rows":[
          {"pid":8,"startTicks":13,"gone":false,"name":"false",
           "before":[{"start":"0x1000","end":"0x2000","sizeBytes":4096,"permissions":"rw-p","category":"heap"}]}]}
        """;
    assertThat(DocumentTable.print(JsonMapper.shared().readTree(document), false, false))
        .isEqualTo(
            """
            pid  7

            rows
              PID  NAME   BEFORE
                8  false  0x1000 4.0 KiB rw-p heap
            """);
    assertThat(print(document))
        .isEqualTo(
            """
            pid          7
            start ticks  12

            rows
              PID  START TICKS  GONE   NAME   BEFORE
                8           13  false  false  start 0x1000 end 0x2000 size 4.0 KiB permissions rw-p category heap
            """);
  }

  @Test
  void showsASizeBeyondALong() {
    // From the stack of a process to its [vsyscall].
    assertThat(print("{\"above\":{\"distanceBytes\":18446603340516163584}}"))
        .isEqualTo("above distance  16.0 EiB\n");
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
      DocumentTable.print(tree, true, false);
      least = Math.min(least, System.nanoTime() - began);
    }
    return least;
  }

  @Test
  void isEmptyForAnEmptyDocument() {
    assertThat(print("{}")).isEmpty();
  }

  private static String print(String document) {
    return DocumentTable.print(JsonMapper.shared().readTree(document), true, false);
  }
}

package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.http.row.KnownShare;
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.row.WideOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The table for people at a shell.
class TableRowsTest {
  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() throws IOException {
    assertThat(
            table(
                Stream.of(
                    new Animal("cat", new Animal.Size(4096, 100L), 4, new Animal.Home("Chile", 7)),
                    new Animal(
                        "millipede",
                        new Animal.Size(1 << 20, null),
                        1306,
                        new Animal.Home("Fiji", 10)))))
        .isEqualTo(
            """
            NAME          BODY   TAIL  LEGS  COUNTRY  NUMBER
            cat        4.0 KiB  100 B     4  Chile         7
            millipede  1.0 MiB      -  1306  Fiji         10
            """);
  }

  @Test
  void leavesOutColumnsThatAreEmptyThroughout() throws IOException {
    assertThat(table(Stream.of(Animal.named("worm"), Animal.named("eel"))))
        .isEqualTo(
            """
            NAME     BODY
            worm  1.5 KiB
            eel   1.5 KiB
            """);
  }

  @Test
  void hasAllTitlesWithoutRows() throws IOException {
    assertThat(table(Stream.of())).isEqualTo("NAME  BODY  TAIL  LEGS  COUNTRY  NUMBER\n");
  }

  @Test
  void replacesWhatCouldPlayWithATerminal() throws IOException {
    assertThat(table(Stream.of(Animal.named("a\u001b[2Jb\nc\u202ed\u0007"))))
        .contains("\na\ufffd[2Jb\ufffdc\ufffdd\ufffd")
        .matches("[\\P{Cc}\n]*");
  }

  private record Herd(
      String name, @KnownShare("known") @Nullable Long hornsBytes, @WideOnly double known) {}

  @Test
  void hasAllColumnsOnAWideTerminal() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Herd> rows = new TableRows<>(out, RowType.of(Herd.class), true, false);
    rows.row(new Herd("goats", 2048L, 1));
    rows.end(new Animal.Tail(1, null));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            NAME     HORNS  KNOWN
            goats  2.0 KiB      1
            """);
  }

  @Test
  void marksSumsOverAPart() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Herd> rows = new TableRows<>(out, RowType.of(Herd.class), false, false);
    rows.row(new Herd("goats", 2048L, 0.25));
    rows.row(new Herd("cows", 1024L, 1));
    rows.row(new Herd("horses", null, 0));
    rows.end(new Animal.Tail(3, null));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            NAME        HORNS
            goats   ≥ 2.0 KiB
            cows      1.0 KiB
            horses          -
            """);
  }

  private record Flags(String name, boolean first, boolean last) {}

  @Test
  void leavesOutFlagsThatAreNeverSetUnlessItIsWide() throws IOException {
    assertThat(flags(false)).isEqualTo("NAME   FIRST\nfalse  true\nb      false\n");
    assertThat(flags(true))
        .isEqualTo("NAME   FIRST  LAST\nfalse  true   false\nb      false  false\n");
  }

  private static String flags(boolean wide) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Flags> rows = new TableRows<>(out, RowType.of(Flags.class), wide, false);
    rows.row(new Flags("false", true, false));
    rows.row(new Flags("b", false, false));
    rows.end(new Animal.Tail(2, null));
    return out.toString(StandardCharsets.UTF_8);
  }

  private record Node(int number, SortedMap<Integer, Long> bytesByNode, List<String> words) {}

  @Test
  void hasUnitsInCellsOfSeveralValues() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Node> rows = new TableRows<>(out, RowType.of(Node.class), false, false);
    rows.row(new Node(7, new TreeMap<>(Map.of(0, 4096L, 1, 8192L)), List.of("a", "b")));
    rows.end(new Animal.Tail(1, null));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            NUMBER  BY NODE                 WORDS
                 7  0: 4.0 KiB; 1: 8.0 KiB  a b
            """);
  }

  private record Program(String path, int openFiles, Instant startTime, String name) {}

  @Test
  void hasWordsInItsHeadingsWholeSecondsAndPathsLast() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Program> rows = new TableRows<>(out, RowType.of(Program.class), false, false);
    rows.row(new Program("/bin/a b", 7, Instant.parse("2026-11-29T17:57:20.545060903Z"), "ab"));
    rows.end(new Animal.Tail(1, null));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            OPEN FILES  START TIME            NAME  PATH
                     7  2026-11-29T17:57:20Z  ab    /bin/a b
            """);
  }

  @Test
  void cutsALongCell() throws IOException {
    assertThat(cut(false)).startsWith("x".repeat(32) + " …  1.5 KiB").hasSizeLessThan(60);
    assertThat(cut(true)).startsWith("x".repeat(200) + " …  1.5 KiB").hasSizeLessThan(230);
  }

  private static String cut(boolean wide) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Animal> rows = new TableRows<>(out, RowType.of(Animal.class), wide, false);
    rows.row(Animal.named("x".repeat(5000)));
    rows.end(new Animal.Tail(1, null));
    return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
  }

  @Test
  void writesEveryRowOfALongListing() throws IOException {
    List<String> lines =
        table(IntStream.range(0, 1000).mapToObj(i -> Animal.named("worm-" + i))).lines().toList();
    assertThat(lines).hasSize(1001);
    for (int i = 0; i < 1000; i++) {
      assertThat(lines.get(i + 1)).startsWith("worm-" + i + " ");
    }
  }

  @Test
  void keepsAValueThatComesLate() throws IOException {
    Stream<Animal> rows =
        Stream.concat(
            Stream.generate(() -> Animal.named("worm")).limit(300),
            Stream.of(new Animal("cat", new Animal.Size(4096, null), 4, null)));
    assertThat(table(rows).lines().toList().getLast()).matches("cat +4.0 KiB +- +4 +- +-");
  }

  @Test
  void movesALineWhoseLateCellIsTooWide() throws IOException {
    Stream<Animal> rows =
        Stream.concat(
            Stream.generate(() -> Animal.named("worm")).limit(300),
            Stream.of(Animal.named("salamander")));
    List<String> lines = table(rows).lines().toList();
    assertThat(lines.getLast())
        .startsWith("salamander  1.5 KiB  ")
        // The blanks of later columns make up for it.
        .hasSameSizeAs(lines.get(1));
  }

  private static String table(Stream<Animal> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableRows<Animal> writer = new TableRows<>(out, RowType.of(Animal.class), false, false);
    for (Animal row : rows.toList()) {
      writer.row(row);
    }
    writer.end(new Animal.Tail(0, null));
    return out.toString(StandardCharsets.UTF_8);
  }
}

package dev.vmascope.kernellog.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The marks that the reader finds are those of their grammar, written down here as a pattern: it
/// is slow, and says in a few lines what is right.
class LogMarksTest {
  private static final int ROUNDS = 200_000;

  private static final String MARK =
      "(?:\\[ *+\\+?\\d{1,10}+\\.\\d{1,9}+s?(?: *+<[ +\\d.]{1,24}+>)?](?:\\[ *[TC] *\\d{1,10}])? *"
          + "|\\[[^\\[\\]\\n]{0,40}\\d\\d:\\d\\d(?::\\d\\d)?[^\\]\\n]{0,40}+] *"
          + "|\\d{4}-\\d\\d-\\d\\dT[\\d:]{8},\\d{1,9}(?:Z|[+-][\\d:]{4,5}) "
          + "|(?=k)(?<![\\w./-])kernel(?:(?:\\[\\d{1,10}])?: ?"
          + "| \\S{1,128}+ \\S{1,32}+ (?:-|\\[[^\\]]{0,200}+]) ))";

  private static final String FURTHER =
      "(?:"
          + MARK
          + "|\\S{1,255}+ kernel(?:\\[\\d{1,10}])?: ?"
          + "|<\\d{1,3}>"
          + "|c\\d{1,3} +\\d{1,7} +"
          + "|\\(\\d{1,3}\\)(?:\\[\\d{1,7}:.{0,15}?])? ?"
          + "|\\[pid:\\d.{0,60}?] ?"
          + "|\\[\\d{1,3}: *[^\\]]{1,16}: *\\d{1,7}] *)";

  private static final Pattern MARKS =
      Pattern.compile(
          "(?:.{0,200}?" + MARK + "|<\\d{1,3}>|[a-z]{3,8} *:[a-z]{4,7} *: )" + FURTHER + "{0,6}+",
          Pattern.DOTALL);

  /// What lines are made of: whole marks, their parts, and what they are taken for.
  private static final List<String> PARTS =
      List.of(
          "[   12.345678]",
          "[+1.5s]",
          "[  100.000001 <    0.000012>]",
          "[    T12]",
          "[C0]",
          "[Sat Nov  7 12:34:56 2026]",
          "[07.11.2026 12:34]",
          "2026-11-07T12:34:56,123456+01:00 ",
          "2026-11-07T12:34:56,1Z ",
          "kernel: ",
          "kernel[0]:",
          "kernel - - - ",
          "kernel 1 ID47 [a@1 b=\"c\"] ",
          "host kernel: ",
          "<6>",
          "<123>",
          "kern  :info  : ",
          "c3   1234 ",
          "(1)[123:swapper/1]",
          "(0)",
          "[pid:1,cpu0,init]",
          "[0:    kworker/0:1:   14]",
          "[",
          "]",
          "<",
          ">",
          ":",
          " ",
          "  ",
          "-",
          "+",
          ",",
          ".",
          "T",
          "C",
          "Z",
          "s",
          "\n",
          "(",
          ")",
          "1",
          "12",
          "12:34",
          ":56",
          "1234567890123",
          "kernel",
          "k",
          "c",
          "[pid:",
          "[1:",
          "a",
          "é",
          "abcdefghij",
          "x".repeat(17),
          "y".repeat(41),
          " ".repeat(20),
          "z".repeat(130));

  private static int byPattern(CharSequence text, int begin, int end) {
    Matcher marks = MARKS.matcher(text).region(begin, end);
    return marks.lookingAt() ? marks.end() : -1;
  }

  @Test
  void areThoseOfTheGrammar() {
    Random random = new Random(20261129);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder line = new StringBuilder();
      int parts = 1 + random.nextInt(9);
      for (int i = 0; i < parts; i++) {
        line.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      int begin = random.nextInt(4) == 0 ? random.nextInt(line.length()) : 0;
      int end = line.length() - (random.nextInt(4) == 0 ? random.nextInt(line.length()) : 0);
      if (begin <= end) {
        int expected = byPattern(line, begin, end);
        assertThat(LogMarks.end(line, begin, end))
            .as("%s from %d to %d", line, begin, end)
            .isEqualTo(expected);
        found += expected >= 0 ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(ROUNDS / 4);
  }

  /// A mark may begin before the place that the search for the first one has reached.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<6>[]12:34[]",
        "<6>[]12:34[][4711]: segfault at 0",
        "kern  :info  : [a]12:34[b]",
        "<6>[a]\n[12:34]",
        "<6>[ [12:34] ]"
      })
  void areThoseOfTheGrammarBehindALevelToo(String line) {
    assertThat(LogMarks.end(line, 0, line.length())).isEqualTo(byPattern(line, 0, line.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[12:34",
        "[12:34]",
        "[12:34 [12:34]",
        "[a] [12:34:56 b]",
        "[1.0][C 1]",
        "kernel kernel kernel - x",
        "[1: : : : 2]"
      })
  void areThoseOfTheGrammarHoweverOftenTheyAreBegun(String part) {
    for (int count = 1; count < 60; count++) {
      String line = part.repeat(count);
      assertThat(LogMarks.end(line, 0, line.length())).isEqualTo(byPattern(line, 0, line.length()));
    }
  }
}

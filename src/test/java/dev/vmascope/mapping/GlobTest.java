package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns over paths.
class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "",          ""
          *,           ""
          *,           /lib/x.so
          **,          x
          /lib/*.so,   /lib/x.so
          /lib/*.so,   /lib/a/b.so.so
          *a*b*,       xxaxxbxx
          *ab,         aab
          a?c,         abc
          ??,          /a
          [abc]x,      bx
          [a-c]x,      cx
          [a-cx-z]1,   y1
          [!a]x,       bx
          [!a-c]x,     dx
          []a]x,       ]x
          []a]x,       ax
          [!]a]x,      bx
          [a-]x,       -x
          [a-]x,       ax
          [-a]x,       -x
          [!],         [!]
          [a,          [a
          [,           [
          [],          []
          a[b*,        a[bcd
          "[?]x",      ?x
          [*]x,        *x
          """)
  void fits(String pattern, String text) {
    assertThat(new Glob(pattern).matches(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "",          x
          x,           ""
          ?,           ""
          ?,           ab
          /lib/*.so,   /lib/x.so.1
          /lib/*.so,   /LIB/x.so
          lib,         /lib
          *a*b*,       xbxa
          *ab,         aba
          [abc]x,      dx
          [a-c]x,      dx
          [c-a]x,      bx
          [a-c]x,      -x
          [!a]x,       ax
          [!a]x,       x
          []a]x,       bx
          [!]a]x,      ]x
          [a,          a
          [,           x
          [*]x,        ax
          [a]*[b],     b
          """)
  void doesNotFit(String pattern, String text) {
    assertThat(new Glob(pattern).matches(text)).isFalse();
  }

  @Test
  void takesManyStarsWithoutTryingAllWaysToShareOut() {
    String text = "a".repeat(4_000);

    assertThat(new Glob("*a".repeat(1_000) + "*b").matches(text)).isFalse();
    assertThat(new Glob("*a".repeat(1_000) + "*").matches(text)).isTrue();
    assertThat(new Glob("*[!b]".repeat(500) + "b").matches(text)).isFalse();
  }

  @Test
  void agreesWithARegularExpression() {
    Random random = new Random(11);
    int fits = 0;
    for (int round = 0; round < 20_000; round++) {
      String pattern = any(random, "ab*?", 8);
      String text = any(random, "ab", 10);
      boolean expected = text.matches(pattern.replace("*", ".*").replace('?', '.'));

      assertThat(new Glob(pattern).matches(text)).as("%s %s", pattern, text).isEqualTo(expected);
      fits += expected ? 1 : 0;
    }
    assertThat(fits).isBetween(1_000, 19_000);
  }

  private static String any(Random random, String letters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}

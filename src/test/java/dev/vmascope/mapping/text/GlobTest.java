package dev.vmascope.mapping.text;

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

  /// Globs that a stranger may send, each with a text of 64 KiB that nearly fits it all along.
  @ParameterizedTest
  @CsvSource({
    "*??????????????????????????????????????????????????????????????#, a",
    "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, a",
    "*aaaaaaa*aaaaaaa*aaaaaaa*aaaaaaa*aaaaaaa*aaaaaaa*aaaaaaa*aaaaaab, a",
    "*[!b]aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, a",
    "*[α-ω][!b][α-ω]????????????????????????????????????????????????b, α"
  })
  void takesOneStepForACharacterOfTheText(String pattern, String letter) {
    String text = letter.repeat(1 << 16);
    assertThat(pattern).hasSizeBetween(60, 64);
    assertThat(new Glob(pattern).matches(text)).isFalse();
    long nearlyFits = nanos(new Glob(pattern), text);
    long oneStep = nanos(new Glob("*"), text);
    // Sixty times, if every place of the text were tried anew.
    assertThat(nearlyFits).isLessThan(12 * oneStep);
  }

  private static long nanos(Glob glob, String text) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long began = System.nanoTime();
      glob.matches(text);
      least = Math.min(least, System.nanoTime() - began);
    }
    return least;
  }

  @Test
  void placesBeyondAWordOfBitsAreFollowedToo() {
    String long64 = "a".repeat(64);
    assertThat(new Glob(long64).matches(long64)).isTrue();
    assertThat(new Glob(long64 + "b").matches(long64)).isFalse();
    assertThat(new Glob("*" + long64 + "b*c").matches("x" + long64 + "bxc")).isTrue();
    assertThat(new Glob("?".repeat(128) + "*").matches(long64 + long64)).isTrue();
    assertThat(new Glob("?".repeat(129) + "*").matches(long64 + long64)).isFalse();
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

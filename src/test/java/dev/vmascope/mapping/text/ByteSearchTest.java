package dev.vmascope.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  private final ByteSearch search = new ByteSearch("abcab");

  private boolean isIn(String text) throws IOException {
    return search.isIn(new ByteArrayInputStream(Listings.bytes(text)));
  }

  /// Compares a search for these texts with the one of Java, in random texts.
  ///
  /// @param letters what these are made of
  /// @return the number of texts in which there was something to find
  private static int compare(List<String> texts, String letters, int longest) throws IOException {
    ByteSearch search = new ByteSearch(texts.toArray(String[]::new));
    Random random = new Random(20_261_126L);
    int found = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(longest); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      boolean expected = texts.stream().anyMatch(each -> text.indexOf(each) >= 0);
      found += expected ? 1 : 0;
      boolean isIn = search.isIn(new ByteArrayInputStream(Listings.bytes(text.toString())));
      assertThat(isIn).as(text.toString()).isEqualTo(expected);
    }
    return found;
  }

  @Test
  void findsWhatIsThere() throws IOException {
    assertThat(compare(List.of("abcab"), "abc\u00ff", 30)).isBetween(100, 50_000);
  }

  /// Texts that overlap, that end in one another, and of several lengths.
  @Test
  void findsAnyOfSomeTexts() throws IOException {
    assertThat(compare(List.of("abcab", "cab", "bb", "acca"), "abcx\u00ff", 12))
        .isBetween(1_000, 50_000);
  }

  @Test
  void findsWhatLiesAcrossTheEndsOfItsBuffer() throws IOException {
    for (int before = (1 << 16) - 6; before <= (1 << 16) + 1; before++) {
      assertThat(isIn("x".repeat(before) + "abcab")).isTrue();
      assertThat(isIn("x".repeat(before) + "abca")).isFalse();
      assertThat(isIn("x".repeat(2 * before) + "abcab" + "x".repeat(before))).isTrue();
    }
  }

  @Test
  void findsAnyAcrossTheEndsOfItsBuffer() throws IOException {
    ByteSearch any = new ByteSearch("/server/libjvm.so", "/dev/", "huge");
    for (int before = (1 << 16) - 18; before <= (1 << 16) + 1; before++) {
      for (String text : List.of("/server/libjvm.so", "/dev/", "huge")) {
        InputStream in = new ByteArrayInputStream(Listings.bytes("x".repeat(before) + text));
        assertThat(any.isIn(in)).as(text + " behind " + before).isTrue();
      }
      InputStream in = new ByteArrayInputStream(Listings.bytes("x".repeat(before) + "/dev hug"));
      assertThat(any.isIn(in)).isFalse();
    }
  }
}

package dev.vmascope.mapping.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of a name are those between what is neither letter nor digit, and before capitals.
class NameWordsTest {
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

  private static List<String> byPattern(String name) {
    return Arrays.stream(BETWEEN_WORDS.split(name))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "dbPassword, db password",
    "DB_PASSWORD, db password",
    "--db.pass-phrase2, db pass phrase2",
    "-Ddb.password, db password",
    "-PsigningKey, signing key",
    "-D, d",
    "-D-x, d x",
    "HTTPToken, httptoken",
    "key9Secret, key9 secret",
    "é, ''",
    "-, ''"
  })
  void are(String name, String words) {
    assertThat(String.join(" ", NameWords.of(name))).isEqualTo(words);
  }

  @Test
  void areThoseBetweenSigns() {
    Random random = new Random(20261129);
    String characters = "aZ09_.-é/ bY";
    for (int round = 0; round < 100_000; round++) {
      StringBuilder name = new StringBuilder("x");
      for (int i = random.nextInt(9); i > 0; i--) {
        name.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertThat(NameWords.of(name.toString())).isEqualTo(byPattern(name.toString()));
    }
  }
}

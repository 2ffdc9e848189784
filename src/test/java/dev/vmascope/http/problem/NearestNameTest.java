package dev.vmascope.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The names that misspelt ones stand for.
class NearestNameTest {
  private static final List<String> KNOWN =
      List.of("limit", "format", "minBytes", "permissions", "startTicks");

  @ParameterizedTest
  @CsvSource({
    "limit, limit",
    "LIMIT, limit",
    "limt, limit",
    "limits, limit",
    "fromat, format",
    "min, minBytes",
    "perm, permissions",
    "start, startTicks"
  })
  void areNearInLettersOrBeginAlike(String sent, String known) {
    assertThat(NearestName.of(sent, KNOWN)).contains(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "x", "", "lim it", "limit<", "\u202elimit", "lіmit", "9limit"})
  void areNotGuessedFromAnythingElse(String sent) {
    assertThat(NearestName.of(sent, KNOWN)).isEqualTo(Optional.empty());
  }
}

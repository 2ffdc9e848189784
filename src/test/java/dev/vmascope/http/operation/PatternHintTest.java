package dev.vmascope.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hints for patterns that match nothing.
class PatternHintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chrom  | no value is chrom as a whole; 2 contain it: name=*chrom*
          nginx  |
          NGINX  | no value is NGINX as a whole; 1 contains it: name=*nginx*
          sshd   |
          *chrom |
          chrom? |
          [c]hro |
                 |
          """)
  void nameAPatternThatWouldMatch(@Nullable String pattern, @Nullable String hint) {
    assertThat(
            PatternHint.of("name", pattern, Stream.of("chromium", "nginx", "chrome-sandbox", "")))
        .isEqualTo(Optional.ofNullable(hint));
  }

  /// The pattern that is named matches as many texts as it says.
  @Test
  void countsWhatThePatternMatches() {
    assertThat(PatternHint.of("name", "CHROM", Stream.of("Chrome", "chrome", "chromium")))
        .contains("no value is CHROM as a whole; 1 contains it: name=*Chrom*");
  }

  /// A glob has at most 64 characters.
  @Test
  void namesNoPatternThatIsTooLong() {
    String text = "x".repeat(63);
    assertThat(PatternHint.of("path", text, Stream.of("/" + text))).isEmpty();
    assertThat(PatternHint.of("path", text.substring(1), Stream.of("/" + text))).isPresent();
  }
}

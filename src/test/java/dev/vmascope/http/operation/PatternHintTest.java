package dev.vmascope.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
          NGINX  | no value is NGINX as a whole; 1 contains it: name=*nginx*
          sshd   |
          *chrom |
          chrom? |
          [c]hro |
                 |
          """)
  void nameAPatternThatWouldMatch(@Nullable String pattern, @Nullable String hint) {
    assertThat(
            PatternHint.of(
                "name", pattern, () -> Stream.of("chromium", "nginx", "chrome-sandbox", "")))
        .isEqualTo(Optional.ofNullable(hint));
  }
}

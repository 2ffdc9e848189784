package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The moments at which the old generation is collected.
class OldGenerationTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # mebibytes of garbage, of what lives, periods since the last collection, due
           3,  1, 99, false
           5, 30,  5, false
           5, 30,  6, true
          29, 30,  3, false
          31, 30,  2, false
          31, 30,  3, true
          -2, 30, 99, false
          """)
  void areOnceAMinuteAndTwiceWhereMostMayBeGarbage(
      long garbage, long live, int periods, boolean due) {
    assertThat(OldGeneration.isDue(garbage << 20, live << 20, periods)).isEqualTo(due);
  }
}

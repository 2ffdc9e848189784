package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TickFailuresTest {
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

  private final TickFailures failures = new TickFailures();

  private static RuntimeException failure(String message) {
    return new IllegalStateException(message);
  }

  @Test
  void logsTheFirstWithItsPlaceInTheCode() {
    assertThat(failures.note(failure("a"), AT).orElseThrow())
        .contains("IllegalStateException: a", " at ", "TickFailuresTest");
  }

  @Test
  void logsTheSameOnceAMinuteInOneShortLine() {
    failures.note(failure("33 reads hang"), AT);
    for (int second = 1; second < 60; second++) {
      assertThat(failures.note(failure("34 reads hang"), AT.plusSeconds(second))).isEmpty();
    }
    assertThat(failures.note(failure("35 reads\nhang"), AT.plusSeconds(60)))
        .hasValueSatisfying(line ->
            assertThat(line)
                .startsWith("IllegalStateException: 35 reads")
                .endsWith(", 60 times more")
                .hasLineCount(1)
                .hasSizeLessThan(100));
    assertThat(failures.note(failure("36 reads hang"), AT.plusSeconds(61))).isEmpty();
  }

  @Test
  void logsAnotherOneAtOnce() {
    failures.note(failure("a"), AT);
    assertThat(failures.note(new UnsupportedOperationException("b"), AT)).isPresent();
    assertThat(failures.note(failure("a"), AT)).isEmpty();
  }
}

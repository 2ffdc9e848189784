package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Stamps of two readings together.
class ConsistencyTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private static Consistency stamp(long atMillis, long millis, boolean complete) {
    return new Consistency(AT.plusMillis(atMillis), Duration.ofMillis(millis), 2, true, complete);
  }

  @Test
  void reachFromTheFirstBeginningToTheLastEnd() {
    Consistency both = new Consistency(AT.plusMillis(100), Duration.ofMillis(60), 4, false, true);
    assertThat(stamp(100, 20, true).and(stamp(150, 10, true))).isEqualTo(both);
    assertThat(stamp(150, 10, true).and(stamp(100, 20, true))).isEqualTo(both);
  }

  /// One that was made for somebody else may be some seconds old, or have taken longest.
  @Test
  void neverTakeLessThanNoTime() {
    assertThat(stamp(5000, 1, true).and(stamp(0, 3, true)).duration())
        .isEqualTo(Duration.ofMillis(5001));
    assertThat(stamp(10, 1, true).and(stamp(0, 100, true)).duration())
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void areCompleteIfBothAre() {
    assertThat(stamp(0, 1, true).and(stamp(1, 1, false)).complete()).isFalse();
    assertThat(stamp(0, 1, false).and(stamp(1, 1, true)).complete()).isFalse();
  }
}

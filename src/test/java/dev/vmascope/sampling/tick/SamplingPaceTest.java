package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SamplingPaceTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  private final SamplingPace pace = new SamplingPace(TEN);

  @Test
  void keepsWhatIsConfiguredWhileTicksAreShort() {
    assertThat(pace.note(Duration.ofSeconds(5))).isFalse();
    assertThat(pace.note(Duration.ZERO)).isFalse();
    assertThat(pace.interval()).isEqualTo(TEN);
  }

  @Test
  void doublesWhereATickTakesMoreThanHalf() {
    assertThat(pace.note(Duration.ofMillis(5001))).isTrue();
    assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(20));
    assertThat(pace.note(Duration.ofSeconds(11))).isTrue();
    assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void doublesUntilTheTickWouldHaveFitted() {
    assertThat(pace.note(Duration.ofSeconds(26))).isTrue();
    assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void comesBackWhenTicksAreShortAgain() {
    pace.note(Duration.ofSeconds(6));
    pace.note(Duration.ofSeconds(11));
    assertThat(pace.note(Duration.ofSeconds(5))).isFalse();
    assertThat(pace.note(Duration.ofMillis(4999))).isTrue();
    assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(20));
    pace.note(Duration.ofSeconds(1));
    pace.note(Duration.ofSeconds(1));
    assertThat(pace.interval()).isEqualTo(TEN);
  }

  @Test
  void staysWithinBounds() {
    for (int i = 0; i < 20; i++) {
      pace.note(Duration.ofHours(1));
    }
    assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(640));
  }
}

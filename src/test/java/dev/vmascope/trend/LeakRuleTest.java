package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Verdicts at one sample a second, over 90 seconds and nine minutes.
class LeakRuleTest {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private static final GrowthSettings SETTINGS =
      new GrowthSettings(Duration.ofSeconds(90), Duration.ofMinutes(9));
  private static final long MIB = 1 << 20;
  private static final long BASE = 100 * MIB;

  private final LeakRule rule = new LeakRule(SETTINGS, 8 * MIB, START, BASE, START);
  private int seconds;

  private Verdict after(int more, LongUnaryOperator value) {
    return after(more, value, OptionalLong.empty());
  }

  private Verdict after(int more, LongUnaryOperator value, OptionalLong limit) {
    for (int i = 0; i < more; i++) {
      seconds++;
      rule.note(START.plusSeconds(seconds), value.applyAsLong(seconds), limit);
    }
    return rule.judge(false).verdict();
  }

  @Test
  void knowsNothingBeforeTwelveBlocks() {
    assertThat(after(80, _ -> BASE)).isEqualTo(Verdict.UNKNOWN);
    assertThat(after(30, _ -> BASE)).isEqualTo(Verdict.STEADY);
  }

  @Test
  void callsWhatStaysSteady() {
    Random random = new Random(1);
    assertThat(after(3_600, _ -> BASE)).isEqualTo(Verdict.STEADY);
    assertThat(after(3_600, _ -> BASE + random.nextLong(4 * MIB))).isEqualTo(Verdict.STEADY);
  }

  @Test
  void callsAnEvenRiseGrowingAndInTimeALeak() {
    LongUnaryOperator leak = second -> BASE + second * MIB / 4;
    assertThat(after(150, leak)).isEqualTo(Verdict.GROWING);
    assertThat(after(300, leak)).isEqualTo(Verdict.GROWING);
    assertThat(after(240, leak)).isEqualTo(Verdict.LEAKING);
    Trend trend = rule.judge(false).trend().orElseThrow();
    assertThat(trend.slope()).isBetween(0.24 * MIB, 0.26 * MIB);
    assertThat(trend.slopeLow()).isLessThanOrEqualTo(trend.slope());
    assertThat(trend.slopeHigh()).isGreaterThanOrEqualTo(trend.slope());
  }

  @Test
  void findsALeakSoonerWhereTheLimitIsNear() {
    LongUnaryOperator leak = second -> BASE + second * MIB;
    assertThat(after(200, leak, OptionalLong.of(BASE + 600 * MIB))).isEqualTo(Verdict.LEAKING);
  }

  @Test
  void callsItNoLeakAnyMoreAfterItHasStopped() {
    LongUnaryOperator leak = second -> BASE + second * MIB / 4;
    after(700, leak);
    assertThat(after(600, _ -> BASE + 700 * MIB / 4)).isEqualTo(Verdict.STEADY);
  }

  @Test
  void callsGrowthIntoMappedMemoryNoLeak() {
    after(700, second -> BASE + second * MIB / 4);

    assertThat(rule.judge(true))
        .extracting(MeasureVerdict::verdict, MeasureVerdict::bounded)
        .containsExactly(Verdict.GROWING, true);
  }

  @Test
  void callsAStepNoLeak() {
    for (int i = 0; i < 40; i++) {
      assertThat(after(60, second -> second < 1_000 ? BASE : 2 * BASE))
          .isIn(Verdict.STEADY, Verdict.UNKNOWN);
    }
  }

  @Test
  void callsASawNoLeak() {
    for (int i = 0; i < 60; i++) {
      assertThat(after(60, second -> BASE + second % 47 * MIB)).isNotEqualTo(Verdict.LEAKING);
    }
  }

  @Test
  void callsACacheThatFillsAndStopsNoLeak() {
    for (int i = 0; i < 60; i++) {
      assertThat(after(30, second -> BASE + Math.min(second, 200) * MIB / 2))
          .isNotEqualTo(Verdict.LEAKING);
    }
  }

  @Test
  void seesWhatShrinks() {
    assertThat(after(150, second -> 3 * BASE - second * MIB)).isEqualTo(Verdict.SHRINKING);
  }

  @Test
  void startsAnewWhenTheClockIsSetBackOrNothingWasSeenForLong() {
    LongUnaryOperator leak = second -> BASE + second * MIB / 4;
    assertThat(after(700, leak)).isEqualTo(Verdict.LEAKING);
    seconds += 300;
    assertThat(after(60, leak)).isNotEqualTo(Verdict.STEADY);
    seconds -= 1_000;
    assertThat(after(60, leak)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void takesAValueThatStayedForGranted() {
    LeakRule late = new LeakRule(SETTINGS, 8 * MIB, START, BASE, START.plusSeconds(3_600));
    late.note(START.plusSeconds(3_601), BASE, OptionalLong.empty());
    late.note(START.plusSeconds(3_610), BASE, OptionalLong.empty());

    assertThat(late.judge(false).verdict()).isEqualTo(Verdict.STEADY);
    assertThat(late.bytes()).isLessThan(1_000);
  }
}

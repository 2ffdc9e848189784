package dev.vmascope.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Floors of ten seconds, three hundred of them kept.
class BlockMinimaTest {
  private static final Instant START = Instant.ofEpochSecond(1_000_000);

  private final BlockMinima floors = new BlockMinima(Duration.ofSeconds(10), 300);

  @Test
  void areTheLeastOfEachBlock() {
    Random random = new Random(3);
    long[] least = new long[1_000];
    for (int second = 0; second < 10_000; second++) {
      long value = random.nextInt(5);
      int block = second / 10;
      least[block] = second % 10 == 0 ? value : Math.min(least[block], value);
      floors.add(START.plusSeconds(second), value);
    }
    assertThat(floors.count()).isEqualTo(300);
    long[] last = floors.twelve(1).orElseThrow();
    for (int i = 0; i < 12; i++) {
      assertThat(last[i]).isEqualTo(least[999 - 12 + i]);
    }
    long[] merged = floors.twelve(6).orElseThrow();
    for (int i = 0; i < 12; i++) {
      long expected = Long.MAX_VALUE;
      for (int k = 0; k < 6; k++) {
        expected = Math.min(expected, least[999 - 72 + 6 * i + k]);
      }
      assertThat(merged[i]).isEqualTo(expected);
    }
  }

  @Test
  void knowTheHighestBeforeTheNewest() {
    for (int second = 0; second < 1_000; second++) {
      floors.add(START.plusSeconds(second), second < 300 ? 9 : second < 400 ? 20 : 7);
    }
    assertThat(floors.highestBefore(12)).hasValue(20);
    assertThat(floors.highestBefore(floors.count() - 1)).hasValue(9);
    assertThat(floors.highestBefore(floors.count())).isEmpty();
  }

  @Test
  void endWhereABlockHasTooFewSamples() {
    for (int second = 0; second < 500; second++) {
      floors.add(START.plusSeconds(second), 1);
    }
    assertThat(floors.add(START.plusSeconds(520), 1)).isFalse();
    assertThat(floors.count()).isZero();
    assertThat(floors.twelve(1)).isEmpty();
  }
}

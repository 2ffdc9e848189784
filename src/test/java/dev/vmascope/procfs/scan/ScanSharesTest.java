package dev.vmascope.procfs.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScanSharesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final Duration READ = Duration.ofMillis(50);

  /// Half of a hundredth of a processor each: 300 ms a minute.
  private final ScanShares shares = new ScanShares(0.01, READ);

  @Test
  void whoIsAloneHasAll() {
    shares.spend("ada", Duration.ofSeconds(5), 0);
    assertThat(shares.waitFor("ada", READ, SECOND)).isZero();
  }

  @Test
  void whoIsNotAloneHasHalf() {
    assertThat(shares.waitFor("ada", READ, 0)).isZero();
    shares.spend("ada", Duration.ofMillis(290), 0);
    assertThat(shares.waitFor("bob", READ, 0)).isZero();
    assertThat(shares.waitFor("ada", READ, 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(shares.waitFor("ada", READ, 8 * SECOND)).isZero();
  }

  @Test
  void whoOnlyWantsToKnowHasNotAsked() {
    assertThat(shares.waitFor("ada", READ, 0)).isZero();
    shares.spend("ada", Duration.ofMillis(290), 0);
    assertThat(shares.forecast("bob", READ, 0)).isZero();
    assertThat(shares.available("bob", 7, 0)).isEqualTo(7);
    assertThat(shares.waitFor("ada", READ, 0)).isZero();
    assertThat(shares.waitFor("bob", READ, 0)).isZero();
    assertThat(shares.forecast("ada", READ, 0)).isEqualTo(shares.waitFor("ada", READ, 0));
    assertThat(shares.available("ada", 1e9, 0)).isEqualTo(10e6);
  }

  @Test
  void whoHasNotAskedForLongCountsNoMore() {
    assertThat(shares.waitFor("bob", READ, 0)).isZero();
    shares.spend("ada", Duration.ofMinutes(1), 9 * MINUTE);
    assertThat(shares.waitFor("ada", READ, 9 * MINUTE)).isPositive();
    assertThat(shares.waitFor("ada", READ, 10 * MINUTE + 1)).isZero();
  }

  @Test
  void manyNamesDisplaceEachOther() {
    for (int i = 0; i < 10_000; i++) {
      shares.spend("caller " + i, Duration.ofMinutes(1), 0);
    }
    assertThat(shares.waitFor("caller 9999", READ, 0)).isPositive();
    assertThat(shares.waitFor("caller 0", READ, 0)).isZero();
  }
}

package dev.vmascope.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/// The median of values, and its form in tables.
class SpreadTest {
  @Test
  void hasTheMiddleTheLeastAndTheMost() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.of(7)).isEqualTo(Spread.exactly(7));
    assertThat(Spread.of(2, 4, 6).dividedBy(2)).isEqualTo(new Spread(2, 1, 3));
  }

  @Test
  void isOfSomething() {
    assertThatIllegalArgumentException().isThrownBy(Spread::of);
    assertThatIllegalArgumentException().isThrownBy(() -> new Spread(1, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.exactly(Double.NaN));
  }

  @Test
  void isPrintedInTheUnitOfItsMedian() {
    assertThat(Unit.NANOSECONDS.print(new Spread(17_700_000, 900_000, 24_400_000)))
        .isEqualTo("17.7 ms (0.9–24.4)");
    assertThat(Unit.NANOSECONDS.print(Spread.exactly(780_000))).isEqualTo("0.78 ms");
    assertThat(Unit.NANOSECONDS.print(4_512)).isEqualTo("4.51 µs");
    assertThat(Unit.SHARE.print(0.978)).isEqualTo("97.8 %");
    assertThat(Unit.BYTES.print(-(1 << 19))).isEqualTo("-0.5 MiB");
    assertThat(Unit.COUNT.print(new Spread(4, 4, 5))).isEqualTo("4 (4–5)");
  }
}

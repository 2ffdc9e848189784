package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranges of unsigned addresses.
class AddressRangeTest {
  private static final AddressRange LOW = new AddressRange(0x1000, 0x3000);
  private static final AddressRange GATE =
      new AddressRange(0xffff_ffff_ff60_0000L, 0xffff_ffff_ff60_1000L);

  @Test
  void holdsItsStartButNotItsEnd() {
    assertThat(LOW.contains(0xfff)).isFalse();
    assertThat(LOW.contains(0x1000)).isTrue();
    assertThat(LOW.contains(0x2fff)).isTrue();
    assertThat(LOW.contains(0x3000)).isFalse();
    assertThat(LOW.contains(GATE.start())).isFalse();
    assertThat(GATE.contains(GATE.start())).isTrue();
    assertThat(GATE.contains(0x1000)).isFalse();
  }

  @Test
  void measuresItself() {
    assertThat(LOW.sizeBytes()).isEqualTo(0x2000);
    assertThat(GATE.sizeBytes()).isEqualTo(0x1000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2, 1",
    "-1, 0",
    "-1, -1",
    "-4096, 4096",
    "0, -1",
    "4096, -9223372036854771712"
  })
  void isNeverEmptyNorLargerThanAHalf(long start, long end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressRange(start, end))
        .withMessage(
            "expected a start below the end and a size below 2^63, got %s-%s",
            Address.print(start), Address.print(end));
  }
}

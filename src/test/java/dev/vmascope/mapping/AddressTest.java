package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text form of addresses.
class AddressTest {
  @Test
  void printsUnsignedWithoutPadding() {
    assertThat(Address.print(0)).isEqualTo("0x0");
    assertThat(Address.print(0x400000)).isEqualTo("0x400000");
    assertThat(Address.print(0xffff_ffff_ff60_0000L)).isEqualTo("0xffffffffff600000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0x0, 0",
    "0X1f, 31",
    "1F, 31",
    "0000000000400000, 4194304",
    "0xffffffffffffffff, -1"
  })
  void readsWhatPeopleWrite(String text, long address) {
    assertThat(Address.parse(text)).isEqualTo(address);
  }

  @Test
  void readsBackWhatItPrints() {
    Random random = new Random(7);
    for (int round = 0; round < 1_000; round++) {
      long address = random.nextLong() >>> random.nextInt(64);
      assertThat(Address.parse(Address.print(address))).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0x", "0x0x1", "-1", "+1", " 1", "1 ", "g", "0x10000000000000000", "\uff11"})
  void refusesAnythingElseWithoutEchoingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse(text))
        .withMessage(
            "expected an address of one to sixteen hexadecimal digits, with or without 0x");
  }
}

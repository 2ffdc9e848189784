package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.ByteLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The names of sizes.
class SizeTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsField(Size size) {
    assertThat(Size.ofField(size.field())).contains(size);
    assertThat(size.field()).matches("[a-z][A-Za-z]+Bytes");
  }

  @ParameterizedTest
  @EnumSource
  void isAKeyOfTheKernels(Size size) {
    assertThat(Listings.text(Captures.bytes("jvm/status")).lines())
        .filteredOn(line -> line.startsWith(size.statusKey() + ":"))
        .hasSize(1);
  }

  @Test
  void knowsNoOtherFields() {
    assertThat(Size.ofField("VmRSS")).isEmpty();
    assertThat(Size.ofField("")).isEmpty();
  }

  @Test
  void isToldApartByTheFirstEightBytesOfItsKey() {
    assertThat(Size.ALL)
        .extracting(size -> ByteLines.pack(size.statusKey()))
        .doesNotHaveDuplicates();
  }
}

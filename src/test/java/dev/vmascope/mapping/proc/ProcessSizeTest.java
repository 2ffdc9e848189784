package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.ByteLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The names of sizes.
class ProcessSizeTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsField(ProcessSize size) {
    assertThat(ProcessSize.ofField(size.field())).contains(size);
    assertThat(size.field()).matches("[a-z][A-Za-z]+Bytes");
  }

  @ParameterizedTest
  @EnumSource
  void isAKeyOfTheKernels(ProcessSize size) {
    assertThat(Listings.text(Captures.bytes("jvm/status")).lines())
        .filteredOn(line -> line.startsWith(size.statusKey() + ":"))
        .hasSize(1);
  }

  @Test
  void knowsNoOtherFields() {
    assertThat(ProcessSize.ofField("VmRSS")).isEmpty();
    assertThat(ProcessSize.ofField("")).isEmpty();
  }

  @Test
  void isToldApartByTheFirstEightBytesOfItsKey() {
    assertThat(ProcessSize.ALL)
        .extracting(size -> ByteLines.pack(size.statusKey()))
        .doesNotHaveDuplicates();
  }
}

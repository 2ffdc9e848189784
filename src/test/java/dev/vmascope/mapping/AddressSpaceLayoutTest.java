package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressSpaceLayoutTest {
  private static Stream<AddressSpaceLayout> layouts() {
    return Stream.of(
        AddressSpaceLayout.x86(4),
        AddressSpaceLayout.x86(5),
        AddressSpaceLayout.arm64(39, 4096),
        AddressSpaceLayout.arm64(48, 4096),
        AddressSpaceLayout.arm64(52, 65536));
  }

  @Test
  void dividesX86OfFourLevelsAsTheKernelDocuments() {
    AddressSpaceLayout layout = AddressSpaceLayout.x86(4);

    assertThat(Address.print(layout.userEnd())).isEqualTo("0x7ffffffff000");
    assertThat(Address.print(layout.windowEnd())).isEqualTo("0x7ffffffff000");
    assertThat(Address.print(layout.gapStart())).isEqualTo("0x800000000000");
    assertThat(Address.print(layout.kernelStart())).isEqualTo("0xffff800000000000");
    assertThat(Address.print(layout.userEndOf32Bit())).isEqualTo("0xffffe000");
  }

  @Test
  void dividesX86OfFiveLevelsAsTheKernelDocuments() {
    AddressSpaceLayout layout = AddressSpaceLayout.x86(5);

    assertThat(Address.print(layout.userEnd())).isEqualTo("0xfffffffffff000");
    assertThat(Address.print(layout.windowEnd())).isEqualTo("0x7ffffffff000");
    assertThat(Address.print(layout.gapStart())).isEqualTo("0x100000000000000");
    assertThat(Address.print(layout.kernelStart())).isEqualTo("0xff00000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "39,  4096, 0x8000000000,     0x8000000000,     0xffffff8000000000, 3",
    "48,  4096, 0x1000000000000,  0x1000000000000,  0xffff000000000000, 4",
    "52,  4096, 0x10000000000000, 0x1000000000000,  0xfff0000000000000, 5",
    "52, 65536, 0x10000000000000, 0x1000000000000,  0xfff0000000000000, 3",
    "42, 65536, 0x40000000000,    0x40000000000,    0xfffffc0000000000, 2",
    "47, 16384, 0x800000000000,   0x800000000000,   0xffff800000000000, 3"
  })
  void dividesArm64AsTheKernelDocuments(
      int bits, int pageBytes, String userEnd, String windowEnd, String kernelStart, int levels) {
    AddressSpaceLayout layout = AddressSpaceLayout.arm64(bits, pageBytes);

    assertThat(Address.print(layout.userEnd())).isEqualTo(userEnd);
    assertThat(Address.print(layout.windowEnd())).isEqualTo(windowEnd);
    assertThat(Address.print(layout.kernelStart())).isEqualTo(kernelStart);
    assertThat(layout.levels()).isEqualTo(levels);
  }

  @Test
  void countsLevelsOfX86() {
    assertThat(AddressSpaceLayout.x86(4).levels()).isEqualTo(4);
    assertThat(AddressSpaceLayout.x86(5).levels()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void putsEveryAddressIntoOnePart(AddressSpaceLayout layout) {
    long[] edges = {
      0, layout.userEnd(), layout.gapStart(), Long.MAX_VALUE, layout.kernelStart(), -1
    };
    for (long edge : edges) {
      for (long address = edge - 1; address != edge + 2; address++) {
        boolean gap =
            Long.compareUnsigned(address, layout.gapStart()) >= 0
                && Long.compareUnsigned(address, layout.kernelStart()) < 0;
        assertThat(layout.canonical(address)).as(Address.print(address)).isEqualTo(!gap);
        assertThat(layout.kernelHalf(address))
            .isEqualTo(Long.compareUnsigned(address, layout.kernelStart()) >= 0);
        assertThat(layout.user(address) && layout.kernelHalf(address)).isFalse();
      }
    }
  }

  @Test
  void leavesTheLastPageOfX86ToNobody() {
    AddressSpaceLayout layout = AddressSpaceLayout.x86(4);

    assertThat(layout.user(0x7fff_ffff_efffL)).isTrue();
    assertThat(layout.user(0x7fff_ffff_f000L)).isFalse();
    assertThat(layout.canonical(0x7fff_ffff_f000L)).isTrue();
    assertThat(layout.kernelHalf(0x7fff_ffff_f000L)).isFalse();
  }

  @Test
  void refusesWhatNoMachineHas() {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressSpaceLayout.x86(3));
    assertThatIllegalArgumentException().isThrownBy(() -> AddressSpaceLayout.arm64(64, 4096));
    assertThatIllegalArgumentException().isThrownBy(() -> AddressSpaceLayout.arm64(48, 5000));
  }

  @Test
  void knowsArchitecturesByTheNameOfUname() {
    assertThat(Architecture.named("x86_64")).contains(Architecture.X86_64);
    assertThat(Architecture.named("aarch64")).contains(Architecture.AARCH64);
    assertThat(Architecture.named("s390x")).isEmpty();
  }
}

package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Sizes from two files.
class MemorySizesTest {
  private static final ProcessStatm STATM =
      new ProcessStatm(
          OptionalLong.of(1000), OptionalLong.of(500), OptionalLong.of(200), Optional.empty());

  @Test
  void takesFromStatmWhatStatusOfAnOldKernelLacks() {
    MemorySizes sizes =
        MemorySizes.of(
            Optional.of(status(Map.of(Size.VIRTUAL, 1024L, Size.RESIDENT, 512L))),
            Optional.of(STATM));

    assertThat(sizes.bySize())
        .containsExactly(
            Map.entry(Size.VIRTUAL, 1024L),
            Map.entry(Size.RESIDENT, 512L),
            Map.entry(Size.ANONYMOUS, 300L));
  }

  @Test
  void prefersStatus() {
    MemorySizes sizes =
        MemorySizes.of(Optional.of(status(Map.of(Size.ANONYMOUS, 7L))), Optional.of(STATM));

    assertThat(sizes.bytes(Size.ANONYMOUS)).hasValue(7);
    assertThat(sizes.bytes(Size.RESIDENT)).hasValue(500);
  }

  @Test
  void makesDoWithEither() {
    assertThat(MemorySizes.of(Optional.empty(), Optional.of(STATM)).bySize())
        .containsOnlyKeys(Size.VIRTUAL, Size.RESIDENT, Size.ANONYMOUS);
    assertThat(
            MemorySizes.of(Optional.of(status(Map.of(Size.SWAP, 7L))), Optional.empty()).bySize())
        .containsOnlyKeys(Size.SWAP);
    assertThat(MemorySizes.of(Optional.empty(), Optional.empty())).isEqualTo(MemorySizes.NONE);
  }

  @Test
  void leavesAbsentWhatIsNotKnown() {
    assertThat(MemorySizes.NONE.bytes(Size.SWAP)).isEmpty();
  }

  @Test
  void doesNotChangeWithTheMapItWasMadeOf() {
    Map<Size, Long> map = new EnumMap<>(Map.of(Size.SWAP, 7L));
    MemorySizes sizes = new MemorySizes(map);
    map.put(Size.SWAP, 8L);

    assertThat(sizes.bytes(Size.SWAP)).hasValue(7);
  }

  private static ProcessStatus status(Map<Size, Long> sizes) {
    return new ProcessStatus(
        OptionalInt.of(1),
        OptionalLong.of(0),
        -1,
        Optional.empty(),
        new MemorySizes(sizes),
        Map.of());
  }
}

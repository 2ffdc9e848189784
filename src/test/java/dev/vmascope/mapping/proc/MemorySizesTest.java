package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
            Optional.of(status(Map.of(ProcessSize.VIRTUAL, 1024L, ProcessSize.RESIDENT, 512L))),
            Optional.of(STATM));

    assertThat(sizes.bySize())
        .containsExactly(
            Map.entry(ProcessSize.VIRTUAL, 1024L),
            Map.entry(ProcessSize.RESIDENT, 512L),
            Map.entry(ProcessSize.ANONYMOUS, 300L));
  }

  @Test
  void prefersStatus() {
    MemorySizes sizes =
        MemorySizes.of(Optional.of(status(Map.of(ProcessSize.ANONYMOUS, 7L))), Optional.of(STATM));

    assertThat(sizes.bytes(ProcessSize.ANONYMOUS)).hasValue(7);
    assertThat(sizes.bytes(ProcessSize.RESIDENT)).hasValue(500);
  }

  @Test
  void makesDoWithEither() {
    assertThat(MemorySizes.of(Optional.empty(), Optional.of(STATM)).bySize())
        .containsOnlyKeys(ProcessSize.VIRTUAL, ProcessSize.RESIDENT, ProcessSize.ANONYMOUS);
    assertThat(
            MemorySizes.of(Optional.of(status(Map.of(ProcessSize.SWAP, 7L))), Optional.empty())
                .bySize())
        .containsOnlyKeys(ProcessSize.SWAP);
    assertThat(MemorySizes.of(Optional.empty(), Optional.empty())).isEqualTo(MemorySizes.NONE);
  }

  @Test
  void leavesAbsentWhatIsNotKnown() {
    assertThat(MemorySizes.NONE.bytes(ProcessSize.SWAP)).isEmpty();
  }

  @Test
  void doesNotChangeWithTheMapItWasMadeOf() {
    Map<ProcessSize, Long> map = new EnumMap<>(Map.of(ProcessSize.SWAP, 7L));
    MemorySizes sizes = new MemorySizes(map);
    map.put(ProcessSize.SWAP, 8L);

    assertThat(sizes.bytes(ProcessSize.SWAP)).hasValue(7);
  }

  @Test
  void sumsWhatIsKnown() {
    MemorySizes sum =
        MemorySizes.sum(
            Stream.of(
                new MemorySizes(Map.of(ProcessSize.SWAP, 7L, ProcessSize.LOCKED, 0L)),
                MemorySizes.NONE,
                new MemorySizes(Map.of(ProcessSize.SWAP, 1L, ProcessSize.DATA, 2L))));

    assertThat(sum.bySize())
        .containsExactly(
            Map.entry(ProcessSize.SWAP, 8L),
            Map.entry(ProcessSize.LOCKED, 0L),
            Map.entry(ProcessSize.DATA, 2L));
    assertThat(MemorySizes.sum(Stream.of())).isEqualTo(MemorySizes.NONE);
  }

  @Test
  void isEmptyWithoutAnySize() {
    assertThat(MemorySizes.NONE.isEmpty()).isTrue();
    assertThat(new MemorySizes(Map.of(ProcessSize.LOCKED, 0L)).isEmpty()).isFalse();
  }

  private static ProcessStatus status(Map<ProcessSize, Long> sizes) {
    return new ProcessStatus(
        OptionalInt.of(1),
        OptionalLong.of(0),
        -1,
        Optional.empty(),
        new MemorySizes(sizes),
        Map.of());
  }
}

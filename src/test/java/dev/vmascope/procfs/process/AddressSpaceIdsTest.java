package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The ids that tell one address space from the next.
class AddressSpaceIdsTest {
  private static final ProcessStat CAT = stat(42, 1000, 0x400000, 0x7ffe0000);

  private final AddressSpaceIds ids = new AddressSpaceIds();

  @Test
  void areEqualForTheSameAddressSpace() {
    AddressSpaceId again = id(stat(42, 1000, 0x400000, 0x7ffe0000));
    assertThat(id(CAT)).isEqualTo(again).hasSameHashCodeAs(again).hasToString(again.toString());
    assertThat(id(CAT)).asString().matches("[0-9a-f]{16}");
  }

  @Test
  void differByEverythingThatTellsAddressSpacesApart() {
    for (ProcessStat other :
        List.of(
            stat(43, 1000, 0x400000, 0x7ffe0000),
            stat(42, 1001, 0x400000, 0x7ffe0000),
            stat(42, 1000, 0x500000, 0x7ffe0000),
            stat(42, 1000, 0x400000, 0x7fff0000))) {
      assertThat(id(other)).isNotEqualTo(id(CAT)).doesNotHaveToString(id(CAT).toString());
    }
  }

  @Test
  void areAbsentWhereTheKernelHidesThePlaces() {
    ProcessStat hidden = stat(42, 1000, 1, 0);
    assertThat(ids.of(hidden, hidden)).isEmpty();
  }

  @Test
  void areTakenFromTheThreadThatStillShowsTheMemory() {
    ProcessStat ended = stat(42, 1000, 0, 0);
    ProcessStat live = stat(43, 1005, 0x400000, 0x7ffe0000);
    assertThat(ids.of(ended, live)).contains(id(CAT));
  }

  @Test
  void sayNothingToAnotherRunOfTheService() {
    AddressSpaceId another = new AddressSpaceIds().of(CAT, CAT).orElseThrow();
    assertThat(another).isNotEqualTo(id(CAT)).doesNotHaveToString(id(CAT).toString());
  }

  private AddressSpaceId id(ProcessStat stat) {
    return ids.of(stat, stat).orElseThrow();
  }

  private static ProcessStat stat(int pid, long startTicks, long codeStart, long stackStart) {
    return new ProcessStat(
        pid, new RawText("cat"), 'S', 1, 0, 0, 0, 1, startTicks, codeStart, stackStart);
  }
}

package dev.vmascope.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.comparison.LargestUseChanges.UseChange;
import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MemoryUse;
import dev.vmascope.diff.Smaps;
import dev.vmascope.diff.run.RunComparison;
import dev.vmascope.diff.run.RunDiff;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The largest differences in memory use, by address and by identity.
class LargestUseChangesTest {
  private static final String HEAP = "55d000000000-55d000100000 rw-p 00000000 00:00 0 [heap]";
  private static final String FILE = "7f0000000000-7f0000010000 r--p 00000000 08:01 42 /opt/a";
  private static final String GONE = "7f0000100000-7f0000110000 rw-p 00000000 00:00 0";
  private static final String STACK = "7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]";

  private static final Smaps BEFORE =
      new Smaps().add(HEAP, 100, 100, 0).add(FILE, 64, 32, 0).add(GONE, 40, 40, 8);

  private static final Smaps AFTER =
      new Smaps().add(HEAP, 900, 900, 0).add(FILE, 64, 16, 0).add(STACK, 12, 12, 0);

  private static LargestUseChanges byAddress(int most) throws IOException {
    LargestUseChanges uses = new LargestUseChanges(most);
    AddressSpaceDiff.of(BEFORE.source(), AFTER.source(), Long.MAX_VALUE, uses::add)
        .changes()
        .forEach(uses::add);
    return uses;
  }

  private static List<MemoryUse> changes(LargestUseChanges uses) {
    return uses.all().stream().map(UseChange::change).toList();
  }

  @Test
  void areOfEqualMappingsTooTheLargestFirst() throws IOException {
    assertThat(changes(byAddress(100)))
        .containsExactly(
            new MemoryUse(800 << 10, 800 << 10, 0),
            new MemoryUse(-(40 << 10), -(40 << 10), -(8 << 10)),
            new MemoryUse(0, -(16 << 10), 0),
            new MemoryUse(12 << 10, 12 << 10, 0));
  }

  @Test
  void areTheSameByIdentity() throws IOException {
    LargestUseChanges uses = new LargestUseChanges(100);
    RunDiff diff =
        RunComparison.of(BEFORE.source(), AFTER.source(), Long.MAX_VALUE).diff(uses::add);
    diff.changes().forEach(uses::add);
    assertThat(changes(uses)).containsExactlyElementsOf(changes(byAddress(100)));
  }

  @Test
  void areKeptUpToALimitAndAllCounted() throws IOException {
    LargestUseChanges two = byAddress(2);
    assertThat(changes(two)).isEqualTo(changes(byAddress(100)).subList(0, 2));
    assertThat(two.number()).isEqualTo(4);
  }
}

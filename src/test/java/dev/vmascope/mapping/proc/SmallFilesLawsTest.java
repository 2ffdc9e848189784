package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vmascope.mapping.Mutations;
import dev.vmascope.mapping.text.MalformedException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What holds for every `stat`, `statm` and `status`: they have a value, or they are malformed.
class SmallFilesLawsTest {
  private static final long SEED = 20_261_123L;
  private static final int ROUNDS = 100_000;

  @Test
  void damagedStatHasAValueOrIsMalformed() {
    assertThat(malformed("stat", file -> ProcessStat.parse(file, "stat"))).isBetween(1, ROUNDS - 1);
  }

  @Test
  void damagedStatmHasAValueOrIsMalformed() {
    assertThat(malformed("statm", file -> ProcessStatm.parse(file, 4096, "statm")))
        .isBetween(1, ROUNDS - 1);
  }

  @Test
  void damagedStatusHasAValueOrIsMalformed() {
    assertThat(malformed("status", file -> ProcessStatus.parse(file, "status")))
        .isBetween(1, ROUNDS - 1);
  }

  private static int malformed(String name, Function<byte[], Record> parser) {
    List<byte[]> files =
        Captures.PROCESSES.stream().map(process -> Captures.bytes(process + "/" + name)).toList();
    Mutations mutations = new Mutations(new Random(SEED));
    int malformed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = mutations.damaged(files.get(round % files.size()));
      try {
        assertThat(parser.apply(damaged)).isNotNull();
      } catch (MalformedException e) {
        assertThat(e).hasMessageMatching("(?s)" + name + ":[0-9]+:[0-9]+: expected .+, got .+");
        malformed++;
      } catch (RuntimeException e) {
        fail("seed " + SEED + ", round " + round, e);
      }
    }
    return malformed;
  }
}

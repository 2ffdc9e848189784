package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.bench.loop.HotLoop;
import dev.vmascope.bench.loop.LoopBaseline;
import dev.vmascope.bench.loop.LoopRatios;
import dev.vmascope.systemtest.Alone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The speed of the hot loops, beside that of their stored versions: none may lose a fifth of it.
/// `-Dbaseline.update=true` stores the loops of this code if they have not lost any;
/// `-Dbaseline.update=slower` does so in any case.
@Alone("measures processor time")
class LoopRatiosIT {
  /// The most that a loop may take of its baseline.
  private static final double TOLERANCE = 1.1;

  /// The number of measurements that must agree on a loop: two of at most three.
  private static final int MAJORITY = 2;

  /// The rows of loops that are a fifth slower, as a part of their rows.
  private static final double A_FIFTH_MORE = 1.2;

  @BeforeAll
  static void store() throws Exception {
    String update = System.getProperty("baseline.update", "");
    if (update.equals("true")) {
      assertNoLoss(LoopBaseline.of(LoopBaseline.Version.STORED).loops());
    }
    if (!update.isEmpty()) {
      LoopBaseline.store();
    }
  }

  private static void assertNoLoss(Set<HotLoop> loops) throws Exception {
    assertThat(lost(loops, LoopBaseline.Version.STORED, 1))
        .as("slower than in " + LoopBaseline.FILE + " (decision 46)")
        .isEmpty();
  }

  /// The loops that have lost speed in most measurements.
  ///
  /// @param baseline the version that they may not be slower than
  /// @param part how many of its rows each loop has
  private static Set<HotLoop> lost(Set<HotLoop> loops, LoopBaseline.Version baseline, double part)
      throws Exception {
    List<HotLoop> lost = new ArrayList<>();
    List<HotLoop> kept = new ArrayList<>();
    Set<HotLoop> undecided = EnumSet.copyOf(loops);
    while (!undecided.isEmpty()) {
      LoopRatios.of(undecided, baseline, part)
          .forEach((loop, ratio) -> {
            System.out.printf("%s %.3f%n", loop, ratio);
            List<HotLoop> same = ratio > TOLERANCE ? lost : kept;
            same.add(loop);
            if (Collections.frequency(same, loop) == MAJORITY) {
              undecided.remove(loop);
            }
          });
    }
    return loops.stream()
        .filter(loop -> Collections.frequency(lost, loop) == MAJORITY)
        .collect(Collectors.toSet());
  }

  @Test
  void noLoopHasLostSpeed() throws Exception {
    assertNoLoss(EnumSet.allOf(HotLoop.class));
  }

  @Test
  void aLossOfAFifthIsNoticedInEachLoop() throws Exception {
    assertThat(lost(EnumSet.allOf(HotLoop.class), LoopBaseline.Version.TODAY, A_FIFTH_MORE))
        .as("a fifth more rows than those beside it (decision 46)")
        .containsExactlyInAnyOrder(HotLoop.values());
  }
}

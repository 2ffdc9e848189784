package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.bench.loop.HotLoop;
import dev.vmascope.bench.loop.LoopRatios;
import dev.vmascope.bench.loop.StoredRatios;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.systemtest.Alone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The speed of the hot loops, as ratios to work that never changes: none may lose a fifth of it.
/// `-Dratios.update=true` stores the ratios of this code.
@Alone("measures processor time")
class LoopRatiosIT {
  /// The number of measurements that must agree on a loop: two of at most three.
  private static final int MAJORITY = 2;

  /// The number of measurements whose median is stored.
  private static final int STORED = 5;

  /// The rows of loops that are a fifth slower, as a part of their rows.
  private static final double A_FIFTH_MORE = 1.2;

  /// The number of measurements of the code as it is; the least counts, since what disturbs one
  /// only slows it down.
  private static final int BEFORE = 3;

  private static Map<HotLoop, Double> first = Map.of();

  @BeforeAll
  static void measure() throws Exception {
    if (Boolean.getBoolean("ratios.update")) {
      Map<HotLoop, List<Double>> measured = new EnumMap<>(HotLoop.class);
      for (int i = 0; i < STORED; i++) {
        LoopRatios.toStore()
            .forEach(
                (loop, ratio) -> measured.computeIfAbsent(loop, _ -> new ArrayList<>()).add(ratio));
      }
      Map<HotLoop, Double> medians = new EnumMap<>(HotLoop.class);
      measured.forEach((loop, ratios) ->
          medians.put(
              loop,
              Spread.of(ratios.stream().mapToDouble(Double::doubleValue).toArray()).median()));
      new StoredRatios(medians).write();
    }
    Map<HotLoop, Double> least = new EnumMap<>(HotLoop.class);
    for (int i = 0; i < BEFORE; i++) {
      LoopRatios.judged(EnumSet.allOf(HotLoop.class), 1)
          .forEach((loop, ratio) -> least.merge(loop, ratio, Math::min));
    }
    first = least;
  }

  /// The loops that have lost speed in most measurements.
  ///
  /// @param expected the ratios of loops that have not
  /// @param part how many of its rows each loop has
  private static Set<HotLoop> lost(StoredRatios expected, double part) throws Exception {
    List<HotLoop> lost = new ArrayList<>();
    List<HotLoop> kept = new ArrayList<>();
    Set<HotLoop> undecided = EnumSet.allOf(HotLoop.class);
    while (!undecided.isEmpty()) {
      LoopRatios.judged(undecided, part)
          .forEach((loop, ratio) -> {
            System.out.printf("%s %.3f, %.3f expected%n", loop, ratio, expected.of(loop));
            List<HotLoop> same = expected.isLost(loop, ratio) ? lost : kept;
            same.add(loop);
            if (Collections.frequency(same, loop) == MAJORITY) {
              undecided.remove(loop);
            }
          });
    }
    return EnumSet.allOf(HotLoop.class).stream()
        .filter(loop -> Collections.frequency(lost, loop) == MAJORITY)
        .collect(Collectors.toSet());
  }

  @Test
  void noLoopHasLostSpeed() throws Exception {
    assertThat(lost(StoredRatios.read().onMachineOf(first), 1))
        .as("slower than in " + StoredRatios.FILE + " (decision 46)")
        .isEmpty();
  }

  @Test
  void aLossOfAFifthIsNoticedInEachLoop() throws Exception {
    assertThat(lost(new StoredRatios(first), A_FIFTH_MORE))
        .as("slower by a fifth than a moment before (decision 46)")
        .containsExactlyInAnyOrder(HotLoop.values());
  }

  @Test
  void aLossOfAFifthInAllLoopsIsNotTakenForTheMachine() throws Exception {
    StoredRatios stored = StoredRatios.read();
    Map<HotLoop, Double> slower = new EnumMap<>(HotLoop.class);
    for (HotLoop loop : HotLoop.values()) {
      slower.put(loop, A_FIFTH_MORE * stored.of(loop));
    }
    StoredRatios expected = stored.onMachineOf(slower);
    assertThat(HotLoop.values())
        .allMatch(loop -> expected.isLost(loop, A_FIFTH_MORE * stored.of(loop)));
  }
}

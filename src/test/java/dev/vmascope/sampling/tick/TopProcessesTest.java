package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Eight places: four for the largest, two for growth, two for mappings.
class TopProcessesTest {
  private static final Instant NOW = SampledProcess.AT;

  private final TopProcesses top = new TopProcesses(8);

  private List<Integer> choose(Instant at, List<SampledProcess> processes) {
    return top.choose(processes.stream().map(SampledProcess::sample).toList(), at).stream()
        .map(ProcessSample::pid)
        .toList();
  }

  /// Process n has n MiB.
  private static List<SampledProcess> sized(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(pid -> SampledProcess.of(pid, "p").with(ProcessSize.RESIDENT, (long) pid << 20))
        .toList();
  }

  @Test
  void hasTheLargestTheFastestAndThoseNearTheLimit() {
    List<SampledProcess> processes = new ArrayList<>(sized(1, 20));
    processes.set(0, processes.get(0).withGrowth(Measure.PRIVATE, 5));
    processes.set(1, processes.get(1).withGrowth(Measure.PRIVATE, 4));
    processes.set(2, processes.get(2).withGrowth(Measure.PRIVATE, 3));
    processes.set(4, processes.get(4).withMappings(900, Map.of()));
    processes.set(5, processes.get(5).withMappings(800, Map.of()));
    processes.set(6, processes.get(6).withMappings(700, Map.of()));

    assertThat(choose(NOW, processes)).containsExactly(1, 2, 5, 6, 17, 18, 19, 20);
  }

  @Test
  void hasThoseThatGrowInThreadsOrFilesAlone() {
    List<SampledProcess> processes = new ArrayList<>(sized(1, 20));
    processes.set(0, processes.get(0).withGrowth(Measure.of(MappingCategory.THREAD_STACK), 4e6));
    processes.set(1, processes.get(1).withGrowth(Measure.of(MappingCategory.FILE), 1e6));
    processes.set(2, processes.get(2).withGrowth(Measure.PRIVATE, 1e3));
    processes.set(3, processes.get(3).withGrowth(Measure.of(MappingCategory.RESERVED), 9e9));

    assertThat(choose(NOW, processes)).containsExactly(1, 2, 17, 18, 19, 20);
  }

  @Test
  void givesNoPlaceToWhoDoesNotGrow() {
    assertThat(choose(NOW, sized(1, 20))).containsExactly(17, 18, 19, 20);
  }

  @Test
  void keepsWhoHasAPlaceUntilItsRankIsFarOutside() {
    assertThat(choose(NOW, sized(1, 6))).containsExactly(3, 4, 5, 6);
    // Ranks of the four are 3 to 6 of 8 now; the places end at rank 6.
    assertThat(choose(NOW.plusSeconds(600), sized(1, 8))).containsExactly(3, 4, 5, 6);
    assertThat(choose(NOW.plusSeconds(610), sized(1, 10))).containsExactly(5, 6, 9, 10);
  }

  @Test
  void keepsWhoCameLessThanFiveMinutesAgoWhateverItsRank() {
    assertThat(choose(NOW, sized(1, 6))).containsExactly(3, 4, 5, 6);
    assertThat(choose(NOW.plusSeconds(299), sized(1, 40))).containsExactly(3, 4, 5, 6);
    assertThat(choose(NOW.plusSeconds(301), sized(1, 40))).containsExactly(37, 38, 39, 40);
  }

  @Test
  void givesThePlaceOfOneThatEndedToAnother() {
    assertThat(choose(NOW, sized(1, 6))).containsExactly(3, 4, 5, 6);
    assertThat(choose(NOW.plusSeconds(10), sized(1, 5))).containsExactly(2, 3, 4, 5);
  }

  @Test
  void hasNoneWhereNoneAreWanted() {
    assertThat(new TopProcesses(0).choose(List.of(sized(1, 1).getFirst().sample()), NOW)).isEmpty();
  }
}

package dev.vmascope.sampling.tick;

import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The choice of the processes that have series of their own. Half of the places go to the largest,
/// a quarter to those that grow fastest, a quarter to those that are nearest to `vm.max_map_count`.
/// A process that has a place keeps it for five minutes, and then until its rank passes one and a
/// half times the number of places, so that series do not come and go with every tick. Used only by
/// the scheduler's thread.
final class TopProcesses {
  private static final Duration STAYS = Duration.ofMinutes(5);

  private record Ranked(ProcessSample process, double rank) {}

  /// The places by one order.
  private static final class Places {
    private final int count;
    private final ToDoubleFunction<ProcessSample> rank;
    private Map<ProcessKey, Instant> since = new HashMap<>();

    Places(int count, ToDoubleFunction<ProcessSample> rank) {
      this.count = count;
      this.rank = rank;
    }

    private List<Ranked> ranked(List<ProcessSample> processes) {
      List<Ranked> ranked = new ArrayList<>();
      for (ProcessSample process : processes) {
        double height = rank.applyAsDouble(process);
        if (height > 0) {
          ranked.add(new Ranked(process, height));
        }
      }
      ranked.sort(
          Comparator.comparingDouble(Ranked::rank)
              .reversed()
              .thenComparingInt(each -> each.process().pid()));
      return ranked;
    }

    /// Fills the places: processes that stay come first, in order; the remaining places go to the
    /// highest of the others.
    List<ProcessSample> fill(List<ProcessSample> processes, Instant at) {
      List<Ranked> ranked = ranked(processes);
      Map<ProcessKey, ProcessSample> chosen = new LinkedHashMap<>();
      for (int i = 0; i < ranked.size() && chosen.size() < count; i++) {
        ProcessKey key = ranked.get(i).process().key();
        Instant came = since.get(key);
        if (came != null && (i < count * 1.5 || at.isBefore(came.plus(STAYS)))) {
          chosen.put(key, ranked.get(i).process());
        }
      }
      for (int i = 0; i < ranked.size() && chosen.size() < count; i++) {
        ProcessSample process = ranked.get(i).process();
        chosen.putIfAbsent(process.key(), process);
      }
      Map<ProcessKey, Instant> next = new HashMap<>();
      chosen.keySet().forEach(key -> next.put(key, since.getOrDefault(key, at)));
      since = next;
      return List.copyOf(chosen.values());
    }
  }

  private final List<Places> places;

  /// @param most the maximum number of processes in all
  TopProcesses(int most) {
    int quarter = most / 4;
    places =
        List.of(
            new Places(most - 2 * quarter, process -> process.values().orZero(Measure.RESIDENT)),
            new Places(quarter, process -> process.grown().fastest()),
            new Places(quarter, ProcessSample::mappingLimitRatioOrNaN));
  }

  /// The processes of this tick, by pid.
  List<ProcessSample> choose(List<ProcessSample> processes, Instant at) {
    Map<ProcessKey, ProcessSample> chosen = new HashMap<>();
    for (Places some : places) {
      some.fill(processes, at).forEach(process -> chosen.put(process.key(), process));
    }
    return chosen.values().stream().sorted(Comparator.comparingInt(ProcessSample::pid)).toList();
  }
}

package dev.vmascope.sampling;

import dev.vmascope.procfs.ProcessReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/// The processes that have memory, from tick to tick. Used by the scheduler's thread, but for
/// [#history].
final class Watch {
  private record ProcessKey(int pid, long startTicks) {}

  private final GrowthProperties properties;
  private volatile Map<ProcessKey, Watched> known = Map.of();
  private Map<ProcessKey, Watched> next = new HashMap<>();

  Watch(GrowthProperties properties) {
    this.properties = properties;
  }

  /// Takes a look at a process in this tick.
  ///
  /// @param startTime when it started; absent where the boot time is unknown
  /// @return what is remembered of it; empty for one without memory
  Optional<Watched> look(ProcessReading reading, Optional<Instant> startTime, Instant at) {
    if (reading.sizes().bySize().isEmpty()) {
      return Optional.empty();
    }
    ProcessKey key = new ProcessKey(reading.stat().pid(), reading.stat().startTicks());
    Watched watched = known.get(key);
    if (watched == null) {
      watched = new Watched(reading, startTime.orElse(at), properties);
    } else {
      watched.lookAgain(reading, at);
    }
    next.put(key, watched);
    return Optional.of(watched);
  }

  /// What is remembered of a process that was there in the last tick. For any thread.
  Optional<ProcessHistory> history(int pid, long startTicks) {
    return Optional.ofNullable(known.get(new ProcessKey(pid, startTicks)))
        .map(watched -> new ProcessHistory(watched.log(), watched.warmUntil()));
  }

  /// Forgets the oldest samples of all, a part at a time, until what is left fits.
  void trim(DataSize memory) {
    long over = -memory.toBytes();
    for (Watched watched : known.values()) {
      over += watched.historyBytes();
    }
    while (over > 0) {
      int freed = 0;
      for (Watched watched : known.values()) {
        freed += watched.log().forgetOldest();
      }
      if (freed == 0) {
        return;
      }
      over -= freed;
    }
  }

  /// Ends the tick: what was not looked at in it has ended and is forgotten.
  void endTick() {
    known = next;
    next = new HashMap<>();
  }
}

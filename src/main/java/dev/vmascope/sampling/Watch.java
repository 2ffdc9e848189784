package dev.vmascope.sampling;

import dev.vmascope.procfs.ProcessReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The processes that have memory, from tick to tick. Used by the scheduler's thread alone.
final class Watch {
  private record ProcessKey(int pid, long startTicks) {}

  private final GrowthProperties properties;
  private Map<ProcessKey, Watched> known = new HashMap<>();
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

  /// Ends the tick: what was not looked at in it has ended and is forgotten.
  void endTick() {
    known = next;
    next = new HashMap<>();
  }
}

package dev.vmascope.sampling;

import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.ProcessReading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One process in a sample.
///
/// @param reading what was read of it
/// @param lookedAt when the tick began
/// @param startTime when it started, by the wall clock; absent where the boot time is unknown
/// @param sizes its sizes; none for kernel threads and zombies
/// @param growth slopes in bytes per second; empty until it has lived long enough after its warm-up
public record ProcessSample(
    ProcessReading reading,
    Instant lookedAt,
    Optional<Instant> startTime,
    MemorySizes sizes,
    Map<Size, Double> growth) {

  public ProcessSample {
    growth = Map.copyOf(growth);
  }

  /// The process id.
  public int pid() {
    return reading.stat().pid();
  }
}

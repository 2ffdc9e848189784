package dev.vmascope.sampling;

import dev.vmascope.growth.GrowthWindow;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.ProcessReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The growth windows of all live address spaces, from tick to tick. Used by the scheduler's thread
/// alone.
final class GrowthBook {
  private record ProcessKey(int pid, long startTicks) {}

  /// Where code and stack lie, and the peak, which never falls within one address space.
  private record AddressSpace(long codeStart, long stackStart, long peakVirtualBytes) {
    static AddressSpace of(ProcessReading reading) {
      ProcessStat stat = reading.stat();
      long peak = reading.sizes().bytes(Size.PEAK_VIRTUAL).orElse(0);
      return new AddressSpace(stat.codeStart(), stat.stackStart(), peak);
    }

    /// The places are 0 where the kernel does not tell them (any more), as when the first thread
    /// has ended.
    boolean mayBecome(AddressSpace next) {
      boolean samePlaces =
          stackStart == 0
              || next.stackStart == 0
              || (codeStart == next.codeStart && stackStart == next.stackStart);
      return samePlaces && peakVirtualBytes <= next.peakVirtualBytes;
    }
  }

  private record Entry(AddressSpace addressSpace, Instant warmUntil, GrowthWindow window) {}

  private final GrowthProperties properties;
  private Map<ProcessKey, Entry> entries = new HashMap<>();
  private Map<ProcessKey, Entry> next = new HashMap<>();

  GrowthBook(GrowthProperties properties) {
    this.properties = properties;
  }

  /// Notes the sizes of one process in this tick, and gives its slopes in bytes per second.
  Map<Size, Double> note(ProcessReading reading, Optional<Instant> startTime, Instant at) {
    MemorySizes sizes = reading.sizes();
    if (sizes.bySize().isEmpty()) {
      return Map.of();
    }
    ProcessKey key = new ProcessKey(reading.stat().pid(), reading.stat().startTicks());
    AddressSpace addressSpace = AddressSpace.of(reading);
    Entry known = entries.get(key);
    Entry entry;
    if (known == null) {
      entry = fresh(addressSpace, startTime.orElse(at));
    } else if (known.addressSpace().mayBecome(addressSpace)) {
      entry = new Entry(addressSpace, known.warmUntil(), known.window());
    } else {
      entry = fresh(addressSpace, at);
    }
    next.put(key, entry);
    if (at.isBefore(entry.warmUntil())) {
      return Map.of();
    }
    entry.window().add(at, sizes);
    return entry.window().slopes();
  }

  private Entry fresh(AddressSpace addressSpace, Instant since) {
    Instant warmUntil = since.plus(properties.warmUp());
    return new Entry(addressSpace, warmUntil, new GrowthWindow(properties.window()));
  }

  /// Ends the tick: what was not noted in it has ended and is forgotten.
  void endTick() {
    entries = next;
    next = new HashMap<>();
  }
}

package dev.vmascope.metrics;

import dev.vmascope.snapshots.SnapshotCause;
import dev.vmascope.snapshots.SnapshotCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// The meters of stored snapshots.
@Component
class SnapshotMeters implements MeterBinder {
  private final SnapshotCounts counts;

  SnapshotMeters(SnapshotCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("vmascope.snapshots", counts, SnapshotCounts::count)
        .description("Stored snapshots")
        .strongReference(true)
        .register(registry);
    Gauge.builder("vmascope.snapshots.bytes", counts, SnapshotCounts::bytes)
        .description("Size of the files of stored snapshots")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
    for (SnapshotCause cause : SnapshotCause.values()) {
      FunctionCounter.builder("vmascope.snapshots.stored", counts, c -> c.storedCount(cause))
          .description("Snapshots that were stored, by cause")
          .tag("cause", cause.toString())
          .register(registry);
    }
    FunctionCounter.builder("vmascope.snapshots.swept", counts, SnapshotCounts::sweptCount)
        .description("Snapshots that were deleted because of the limits")
        .register(registry);
    FunctionCounter.builder("vmascope.snapshots.failed", counts, SnapshotCounts::failedCount)
        .description("Snapshots that could not be stored")
        .register(registry);
  }
}

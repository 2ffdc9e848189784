package dev.vmascope.metrics;

import dev.vmascope.stream.EventType;
import dev.vmascope.stream.ResetReason;
import dev.vmascope.stream.StreamCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;
import org.springframework.stereotype.Component;

/// The meters of event streams. An event counts once, however many clients receive it.
@Component
class EventMeters implements MeterBinder {
  private final StreamCounts counts;

  EventMeters(StreamCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("vmascope.watched.processes", counts, StreamCounts::processes)
        .description("Processes that are watched for event streams")
        .strongReference(true)
        .register(registry);
    Gauge.builder("vmascope.event.streams", counts, StreamCounts::streams)
        .description("Open event streams")
        .strongReference(true)
        .register(registry);
    for (EventType type : EnumSet.of(EventType.CHANGE, EventType.USAGE, EventType.END)) {
      FunctionCounter.builder("vmascope.events", counts, c -> c.events(type))
          .description("Events of watched processes")
          .tag("type", type.toString())
          .register(registry);
    }
    for (ResetReason reason : ResetReason.values()) {
      FunctionCounter.builder("vmascope.event.resets", counts, c -> c.resets(reason))
          .description("Gaps in event streams that clients were told of")
          .tag("reason", reason.toString())
          .register(registry);
    }
  }
}

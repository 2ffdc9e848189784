package dev.vmascope.metrics;

import dev.vmascope.sampling.GroupSample;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The meters of one group: registered when the group appears, one by one where a value is not
/// always there, and removed when it ends.
final class GroupMeters {
  private final MeterRegistry registry;
  private final Map<GroupMeter, Meter> registered = new HashMap<>();
  private volatile GroupSample current;

  GroupMeters(MeterRegistry registry, GroupSample first) {
    this.registry = registry;
    current = first;
    show(first);
  }

  /// Shows the group as it is in the new sample.
  void show(GroupSample group) {
    current = group;
    for (GroupMeter meter : GroupMeter.ALL) {
      boolean known = meter.value().apply(group).isPresent();
      if (known) {
        registered.computeIfAbsent(meter, this::register);
      } else {
        remove(meter);
      }
    }
  }

  /// Takes all its meters away.
  void remove() {
    List.copyOf(registered.keySet()).forEach(this::remove);
  }

  private void remove(GroupMeter meter) {
    Meter gone = registered.remove(meter);
    if (gone != null) {
      registry.remove(gone);
    }
  }

  private Meter register(GroupMeter meter) {
    Tags tags = meter.tags().and("group", current.name());
    String unit = meter.unit().isEmpty() ? null : meter.unit();
    return meter.counter()
        ? FunctionCounter.builder(meter.name(), this, group -> group.value(meter))
            .description(meter.description())
            .tags(tags)
            .register(registry)
        : Gauge.builder(meter.name(), this, group -> group.value(meter))
            .description(meter.description())
            .tags(tags)
            .baseUnit(unit)
            .register(registry);
  }

  /// NaN cannot be seen: a meter without a value is removed before the sample is.
  private double value(GroupMeter meter) {
    return meter.value().apply(current).orElse(Double.NaN);
  }
}

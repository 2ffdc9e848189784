package dev.vmascope.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.IdentityHashMap;
import java.util.List;

/// The meters of one subject, a group or a process. They are registered when it appears, one by one
/// where a value is not always there, and removed when it ends.
final class LiveSeries<T> {
  private final MeterRegistry registry;
  private final List<SeriesMeter<T>> meters;
  private final Tags tags;
  private final IdentityHashMap<SeriesMeter<T>, Meter> registered = new IdentityHashMap<>();
  private volatile T current;

  /// @param meters the meters that it may have
  /// @param tags the tags that distinguish it from the others
  LiveSeries(MeterRegistry registry, List<SeriesMeter<T>> meters, Tags tags, T first) {
    this.registry = registry;
    this.meters = meters;
    this.tags = tags;
    current = first;
    update();
  }

  /// Updates the meters to the subject in the new sample.
  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  void show(T subject) {
    if (subject == current) {
      return;
    }
    current = subject;
    update();
  }

  private void update() {
    T subject = current;
    for (SeriesMeter<T> meter : meters) {
      if (meter.value().apply(subject).isEmpty()) {
        remove(meter);
      } else if (registered.containsKey(meter) || meter.begins().test(subject)) {
        registered.computeIfAbsent(meter, this::register);
      }
    }
  }

  /// Removes all its meters.
  void remove() {
    List.copyOf(registered.keySet()).forEach(this::remove);
  }

  private void remove(SeriesMeter<T> meter) {
    Meter gone = registered.remove(meter);
    if (gone != null) {
      registry.remove(gone);
    }
  }

  private Meter register(SeriesMeter<T> meter) {
    Tags all = meter.tags().and(tags);
    String unit = meter.unit().isEmpty() ? null : meter.unit();
    return meter.counter()
        ? FunctionCounter.builder(meter.name(), this, series -> series.value(meter))
            .description(meter.description())
            .tags(all)
            .register(registry)
        : Gauge.builder(meter.name(), this, series -> series.value(meter))
            .description(meter.description())
            .tags(all)
            .baseUnit(unit)
            .register(registry);
  }

  /// The value of a meter. NaN is never visible: a meter without a value is removed before the
  /// sample is.
  private double value(SeriesMeter<T> meter) {
    return meter.value().apply(current).orElse(Double.NaN);
  }
}

package dev.vmascope.metrics;

import io.micrometer.core.instrument.Meter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.DoubleSupplier;

/// The series of one name: their labels are made once, in order.
final class MeterFamily implements Collector {
  /// How values become what a scrape shows.
  interface Kind {
    MetricSnapshot snapshot(MetricMetadata metadata, Map<Labels, DoubleSupplier> series);
  }

  private final Kind kind;
  private final Meter.Id first;
  private final MetricMetadata metadata;
  private final Map<Labels, DoubleSupplier> series = new ConcurrentSkipListMap<>();

  /// @param first the meter that the name was made for
  MeterFamily(Kind kind, Meter.Id first, MetricMetadata metadata) {
    this.kind = kind;
    this.first = first;
    this.metadata = metadata;
  }

  /// Whether a meter has the name and type of all others: `a.b` and `a_b` look alike in a scrape.
  boolean takes(Meter.Id meter) {
    return meter.getName().equals(first.getName()) && meter.getType() == first.getType();
  }

  void add(Labels labels, DoubleSupplier value) {
    series.put(labels, value);
  }

  void remove(Labels labels) {
    series.remove(labels);
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  @Override
  public MetricSnapshot collect() {
    return kind.snapshot(metadata, series);
  }

  static MetricSnapshot gauges(MetricMetadata metadata, Map<Labels, DoubleSupplier> series) {
    List<GaugeDataPointSnapshot> points = new ArrayList<>();
    for (Map.Entry<Labels, DoubleSupplier> one : series.entrySet()) {
      points.add(new GaugeDataPointSnapshot(one.getValue().getAsDouble(), one.getKey(), null));
    }
    return new GaugeSnapshot(metadata, points);
  }

  static MetricSnapshot counters(MetricMetadata metadata, Map<Labels, DoubleSupplier> series) {
    List<CounterDataPointSnapshot> points = new ArrayList<>();
    for (Map.Entry<Labels, DoubleSupplier> one : series.entrySet()) {
      points.add(new CounterDataPointSnapshot(one.getValue().getAsDouble(), one.getKey(), null, 0));
    }
    return new CounterSnapshot(metadata, points);
  }
}

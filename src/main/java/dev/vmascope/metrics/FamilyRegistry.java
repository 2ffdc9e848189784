package dev.vmascope.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The registry of meters. Gauges and counters that are functions are most of the series: of these,
/// a scrape only reads values and writes text. Micrometer's own collection makes the name, the help
/// text and the labels of each series anew in each scrape, and has them checked.
@Component
class FamilyRegistry extends PrometheusMeterRegistry {
  private final boolean descriptions;
  private final ConcurrentMap<String, MeterFamily> families = new ConcurrentHashMap<>();

  /// @param configured absent where nothing is exported to Prometheus
  @Autowired
  FamilyRegistry(ObjectProvider<PrometheusConfig> configured, SampleRegistry scrapes, Clock clock) {
    this(configured.getIfAvailable(() -> PrometheusConfig.DEFAULT), scrapes, clock);
  }

  FamilyRegistry(PrometheusConfig config, SampleRegistry scrapes, Clock clock) {
    super(config, scrapes, clock);
    descriptions = config.descriptions();
    config().onMeterRemoved(this::removed);
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, @Nullable T subject, ToDoubleFunction<T> value) {
    if (id.getName().endsWith(".info")) {
      return super.newGauge(id, subject, value);
    }
    Gauge gauge = new DefaultGauge<>(id, subject, value);
    add(id, MeterFamily::gauges, gauge::value);
    return gauge;
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T subject, ToDoubleFunction<T> value) {
    FunctionCounter counter = new CumulativeFunctionCounter<>(id, subject, value);
    add(id, MeterFamily::counters, counter::count);
    return counter;
  }

  private void add(Meter.Id id, MeterFamily.Kind kind, DoubleSupplier value) {
    families.compute(
        getConventionName(id),
        (name, known) -> {
          MeterFamily family = known == null ? register(kind, id, name) : known;
          if (family.takes(id)) {
            family.add(labels(id), value);
          } else {
            meterRegistrationFailed(id, "another meter has the name " + name);
          }
          return family;
        });
  }

  private MeterFamily register(MeterFamily.Kind kind, Meter.Id id, String name) {
    MeterFamily family = new MeterFamily(kind, id, metadata(name, id));
    getPrometheusRegistry().register(family);
    return family;
  }

  private void removed(Meter meter) {
    families.computeIfPresent(
        getConventionName(meter.getId()),
        (_, family) -> {
          if (family.takes(meter.getId())) {
            family.remove(labels(meter.getId()));
          }
          if (family.isEmpty()) {
            getPrometheusRegistry().unregister(family);
            return null;
          }
          return family;
        });
  }

  private MetricMetadata metadata(String name, Meter.Id id) {
    String help = descriptions ? id.getDescription() : null;
    return new MetricMetadata(name, help == null ? " " : help, null);
  }

  private Labels labels(Meter.Id id) {
    List<Tag> tags = getConventionTags(id);
    return Labels.of(
        tags.stream().map(Tag::getKey).toList(), tags.stream().map(Tag::getValue).toList());
  }
}

package dev.vmascope.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A scrape of the registry, beside one of Micrometer's own with the same meters.
class FamilyRegistryTest {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final int SERIES = 500;

  private final PrometheusMeterRegistry registry = registry(PrometheusConfig.DEFAULT);
  private final PrometheusMeterRegistry micrometer = micrometer(PrometheusConfig.DEFAULT);

  private static PrometheusMeterRegistry registry(PrometheusConfig config) {
    return new FamilyRegistry(config, new SampleRegistry(), Clock.SYSTEM);
  }

  private static PrometheusMeterRegistry micrometer(PrometheusConfig config) {
    return new PrometheusMeterRegistry(config, new PrometheusRegistry(), Clock.SYSTEM);
  }

  private static void gauge(MeterRegistry meters, String name, double value, String... tags) {
    Gauge.builder(name, () -> value)
        .baseUnit("bytes")
        .description("Says \"what\" it is\\\nin two lines")
        .tags(tags)
        .register(meters);
  }

  private static void fill(MeterRegistry meters) {
    meters.config().commonTags("zone", "z");
    gauge(meters, "a.gauge", 1.5);
    gauge(meters, "a.gauge", 2.5, "one", "more label");
    TimeGauge.builder("waits", () -> 1_500, TimeUnit.MILLISECONDS).register(meters);
    gauge(meters, "gauge.of.groups", 1e18, "group", "b", "a-key", "1");
    gauge(meters, "gauge.of.groups", Double.NaN, "a-key", "1", "group", "a \"quote\" \\ and\nmore");
    gauge(meters, "gauge.of.groups", Double.POSITIVE_INFINITY, "group", "日本 🐘", "a-key", "");
    Gauge.builder("without.help", () -> -0.0).register(meters);
    gauge(meters, "process.info", 1, "pid", "17", "command", "a b");
    for (String type : List.of("minor", "major")) {
      FunctionCounter.builder("page.faults", type, String::length)
          .description("Page faults")
          .tag("type", type)
          .register(meters);
    }
    Timer.builder("took").register(meters).record(Duration.ofSeconds(2));
    meters.counter("plain", Tags.of("kind", "x")).increment();
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, OPEN_METRICS})
  void showsWhatMicrometerShows(String format) {
    fill(registry);
    fill(micrometer);

    assertThat(registry.scrape(format))
        .contains("gauge_of_groups_bytes", "page_faults_total", "process_info", "plain_total")
        .isEqualTo(micrometer.scrape(format));
  }

  @Test
  void showsTheNamesThatAreAskedFor() {
    fill(registry);
    fill(micrometer);
    Set<String> names = Set.of("page_faults", "a_gauge_bytes");

    assertThat(registry.scrape(TEXT, names))
        .contains("a_gauge_bytes", "page_faults_total")
        .isEqualTo(micrometer.scrape(TEXT, names));
  }

  @Test
  void hasNoHelpWhereNoneIsWanted() {
    PrometheusConfig terse =
        new PrometheusConfig() {
          @Override
          public @Nullable String get(String key) {
            return null;
          }

          @Override
          public boolean descriptions() {
            return false;
          }
        };
    PrometheusMeterRegistry own = registry(terse);
    PrometheusMeterRegistry theirs = micrometer(terse);
    fill(own);
    fill(theirs);

    assertThat(own.scrape()).doesNotContain("Page faults").isEqualTo(theirs.scrape());
  }

  @Test
  void readsValuesAtEachScrape() {
    double[] value = {1};
    Gauge.builder("changes", () -> value[0]).register(registry);
    assertThat(registry.scrape()).contains("changes 1.0");
    value[0] = 2;
    assertThat(registry.scrape()).contains("changes 2.0");
  }

  @Test
  void hasNothingLeftOfRemovedMeters() {
    fill(registry);
    registry.getMeters().forEach(registry::remove);
    assertThat(registry.scrape()).isEmpty();

    FunctionCounter.builder("gauge.of.groups", "one", String::length)
        .baseUnit("bytes")
        .register(registry);
    assertThat(registry.scrape()).contains("gauge_of_groups_bytes_total{zone=\"z\"} 3.0");
  }

  @Test
  void takesOneMeterForAName() {
    List<String> failures = new ArrayList<>();
    registry.config().onMeterRegistrationFailed((id, reason) -> failures.add(id.getName()));
    gauge(registry, "one.name", 1);
    gauge(registry, "one_name", 2);
    FunctionCounter.builder("one.name", "one", String::length)
        .baseUnit("bytes")
        .tag("kind", "counter")
        .register(registry);
    assertThat(failures).containsExactly("one_name", "one.name");

    registry.remove(registry.get("one_name").meter());
    registry.remove(registry.get("one.name").functionCounter());
    assertThat(registry.scrape()).contains("one_name_bytes 1.0").doesNotContain("counter");
  }

  /// Bytes vary little between machines, unlike times.
  @Test
  void allocatesLessThanHalfOfWhatMicrometerDoes() {
    for (int i = 0; i < SERIES; i++) {
      gauge(registry, "many.series", i, "group", "group-" + i);
      gauge(micrometer, "many.series", i, "group", "group-" + i);
    }

    assertThat(allocatedByAScrape(registry)).isLessThan(allocatedByAScrape(micrometer) / 2);
  }

  private static long allocatedByAScrape(PrometheusMeterRegistry meters) {
    meters.getPrometheusRegistry().scrape();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    meters.getPrometheusRegistry().scrape();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}

package dev.vmascope.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The registry that scrapes read. A scrape shows one sample: a new one waits for running scrapes,
/// and scrapes wait while it is put in place.
@Component
class SampleRegistry extends PrometheusRegistry {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /// Runs a change while no scrape runs.
  void exclusively(Runnable change) {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private MetricSnapshots whole(Supplier<MetricSnapshots> scrape) {
    lock.readLock().lock();
    try {
      return scrape.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public MetricSnapshots scrape() {
    return whole(super::scrape);
  }

  @Override
  public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
    return whole(() -> super.scrape(request));
  }

  @Override
  public MetricSnapshots scrape(Predicate<String> names) {
    return whole(() -> super.scrape(names));
  }

  @Override
  public MetricSnapshots scrape(
      Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
    return whole(() -> super.scrape(names, request));
  }
}

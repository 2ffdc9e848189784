package dev.vmascope;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;

/// The old generation of this service's heap, collected before it is full.
///
/// By itself the serial collector waits until the old generation has reached the limit of the heap:
/// after some questions the service would hold all of it for ever, most of it garbage.
class OldGeneration {
  private static final int PERIOD_MILLIS = 10_000;

  /// Garbage that is not worth a collection, in bytes.
  private static final long LITTLE = 4L << 20;

  /// Periods between two collections: of little garbage, and of more than what lives.
  private static final int RARELY = 6;

  private static final int SOON = 3;

  private final Optional<MemoryPoolMXBean> pool;
  private int periods;

  OldGeneration() {
    pool =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(each -> each.getType() == MemoryType.HEAP)
            .filter(each -> each.getName().startsWith("Tenured"))
            .findFirst();
  }

  @Scheduled(fixedDelay = PERIOD_MILLIS, initialDelay = PERIOD_MILLIS)
  void check() {
    periods++;
    pool.ifPresent(generation -> {
      MemoryUsage collected = generation.getCollectionUsage();
      long live = collected == null ? 0 : collected.getUsed();
      if (isDue(generation.getUsage().getUsed() - live, live, periods)) {
        System.gc();
        periods = 0;
      }
    });
  }

  /// Whether to collect: once a minute, and twice where most may be garbage. Each collection stops
  /// all threads.
  ///
  /// @param garbage the bytes that may be garbage: those since the last collection
  /// @param live the bytes that the last collection has left
  /// @param periods the periods since the last collection of this object
  static boolean isDue(long garbage, long live, int periods) {
    return garbage > LITTLE && periods >= (garbage > live ? SOON : RARELY);
  }
}

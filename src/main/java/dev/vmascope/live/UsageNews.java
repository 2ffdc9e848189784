package dev.vmascope.live;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The news about threads and sizes of a process. Another number of threads is told at once, other
/// sizes every ten seconds: they change all the time.
final class UsageNews {
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private int threads;
  private MemorySizes sizes;
  private long toldNanos;

  /// @param nanoTime a clock like [System#nanoTime]
  UsageNews(ProcessReading first, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    threads = first.stat().threads();
    sizes = first.sizes();
    toldNanos = nanoTime.getAsLong();
  }

  /// The news of a reading; empty if there is nothing to tell yet.
  Optional<UsageEventView> of(ProcessReading now, Instant at) {
    long nanos = nanoTime.getAsLong();
    int change = now.stat().threads() - threads;
    if (change == 0 && nanos - toldNanos < PAUSE_NANOS) {
      return Optional.empty();
    }
    List<SizeChangeView> changed = SizeChangeView.of(sizes, now.sizes());
    if (change == 0 && changed.isEmpty()) {
      return Optional.empty();
    }
    threads += change;
    sizes = now.sizes();
    toldNanos = nanos;
    return Optional.of(new UsageEventView(at, threads, change, changed));
  }
}

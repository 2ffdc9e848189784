package dev.vmascope.procfs;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/// What reading has cost since the service started, by file. Every read that was begun is counted
/// once, under the outcome it ended with.
public final class ReadStatistics {
  private record Key(ProcFile file, OutcomeKind outcome) {}

  private final ConcurrentMap<Key, LongAdder> reads = new ConcurrentHashMap<>();
  private final ConcurrentMap<ProcFile, LongAdder> nanos = new ConcurrentHashMap<>();

  void count(ProcFile file, OutcomeKind outcome, long tookNanos) {
    reads.computeIfAbsent(new Key(file, outcome), _ -> new LongAdder()).increment();
    nanos.computeIfAbsent(file, _ -> new LongAdder()).add(tookNanos);
  }

  /// Reads of this file that ended so.
  public long reads(ProcFile file, OutcomeKind outcome) {
    LongAdder count = reads.get(new Key(file, outcome));
    return count == null ? 0 : count.sum();
  }

  /// Time spent reading this file, in seconds.
  public double seconds(ProcFile file) {
    LongAdder sum = nanos.get(file);
    return sum == null ? 0 : sum.sum() / 1e9;
  }
}

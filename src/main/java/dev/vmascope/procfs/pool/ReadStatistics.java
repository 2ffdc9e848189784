package dev.vmascope.procfs.pool;

import dev.vmascope.procfs.call.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// The number and duration of reads since the service started, by file and outcome. Every read that
/// was begun is counted once, under the outcome with which it ended.
public final class ReadStatistics {
  private final Map<ProcFile, Counts> counts = new EnumMap<>(ProcFile.class);

  /// The counts of one file.
  private static final class Counts {
    private final Map<OutcomeKind, LongAdder> reads = new EnumMap<>(OutcomeKind.class);
    private final LongAdder nanos = new LongAdder();

    Counts() {
      for (OutcomeKind outcome : OutcomeKind.values()) {
        reads.put(outcome, new LongAdder());
      }
    }

    LongAdder of(OutcomeKind outcome) {
      return Objects.requireNonNull(reads.get(outcome));
    }
  }

  public ReadStatistics() {
    for (ProcFile file : ProcFile.values()) {
      counts.put(file, new Counts());
    }
  }

  private Counts of(ProcFile file) {
    return Objects.requireNonNull(counts.get(file));
  }

  void count(ProcFile file, OutcomeKind outcome, long tookNanos) {
    of(file).of(outcome).increment();
    of(file).nanos.add(tookNanos);
  }

  /// The number of reads of a file with an outcome.
  public long reads(ProcFile file, OutcomeKind outcome) {
    return of(file).of(outcome).sum();
  }

  /// The time spent reading a file, in seconds.
  public double seconds(ProcFile file) {
    return of(file).nanos.sum() / 1e9;
  }
}

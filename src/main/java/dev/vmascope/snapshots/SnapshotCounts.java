package dev.vmascope.snapshots;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/// The numbers of snapshots: of those stored now, and of events since the start. A snapshot is
/// stored, deleted because of the limits, or fails.
@Component
public class SnapshotCounts {
  private final Map<SnapshotCause, LongAdder> stored = new EnumMap<>(SnapshotCause.class);
  private final LongAdder swept = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile int count;
  private volatile long bytes;

  SnapshotCounts() {
    for (SnapshotCause cause : SnapshotCause.values()) {
      stored.put(cause, new LongAdder());
    }
  }

  /// The number of stored snapshots; 0 until they are first looked at.
  public int count() {
    return count;
  }

  /// The size of the files of all stored snapshots.
  public long bytes() {
    return bytes;
  }

  public long storedCount(SnapshotCause cause) {
    return adder(cause).sum();
  }

  public long sweptCount() {
    return swept.sum();
  }

  public long failedCount() {
    return failed.sum();
  }

  void now(List<StoredSnapshot> all) {
    count = all.size();
    bytes = all.stream().mapToLong(StoredSnapshot::bytes).sum();
  }

  void stored(SnapshotCause cause) {
    adder(cause).increment();
  }

  void swept() {
    swept.increment();
  }

  void failed() {
    failed.increment();
  }

  private LongAdder adder(SnapshotCause cause) {
    return stored.computeIfAbsent(cause, _ -> new LongAdder());
  }
}

package dev.vmascope.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The counts of streams and events since the start of the service.
public final class StreamCounts {
  private final AtomicInteger processes = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final Map<EventType, LongAdder> events = new ConcurrentHashMap<>();
  private final Map<ResetReason, LongAdder> resets = new ConcurrentHashMap<>();

  /// Counts processes that are watched from now on.
  ///
  /// @param more negative for those that are not any more
  public void countProcesses(int more) {
    processes.addAndGet(more);
  }

  /// Counts open streams.
  ///
  /// @param more negative for those that end
  public void countStreams(int more) {
    streams.addAndGet(more);
  }

  /// Counts an event once, however many clients receive it.
  public void count(EventType type) {
    events.computeIfAbsent(type, _ -> new LongAdder()).increment();
  }

  /// Counts a reset.
  public void count(ResetReason reason) {
    resets.computeIfAbsent(reason, _ -> new LongAdder()).increment();
  }

  /// The number of processes that are watched now.
  public int processes() {
    return processes.get();
  }

  /// The number of open streams.
  public int streams() {
    return streams.get();
  }

  /// The number of events of a type.
  public long events(EventType type) {
    LongAdder count = events.get(type);
    return count == null ? 0 : count.sum();
  }

  /// The number of resets for a reason.
  public long resets(ResetReason reason) {
    LongAdder count = resets.get(reason);
    return count == null ? 0 : count.sum();
  }
}

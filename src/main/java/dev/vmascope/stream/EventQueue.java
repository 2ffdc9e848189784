package dev.vmascope.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The events that one client has yet to receive. Whoever adds one never waits: a full queue is
/// emptied, and tells the client that it has fallen behind.
public final class EventQueue {
  /// The limit on the events.
  static final int MOST_EVENTS = 256;

  /// The limit on their size, in characters.
  static final int MOST_SIZE = 1 << 18;

  private final Deque<StreamEvent> events = new ArrayDeque<>();
  private int size;
  private boolean ended;

  /// Adds an event.
  ///
  /// @param overflow the event in place of all others, if the queue is full
  /// @return false if it was full
  public synchronized boolean add(StreamEvent event, Supplier<StreamEvent> overflow) {
    boolean fits = events.size() < MOST_EVENTS && size + event.size() <= MOST_SIZE;
    StreamEvent added = event;
    if (!fits) {
      events.clear();
      size = 0;
      added = overflow.get();
    }
    events.addLast(added);
    size += added.size();
    notifyAll();
    return fits;
  }

  /// Adds events that the client has missed, at its start. They may be more than the limit.
  public synchronized void addAll(List<StreamEvent> missed) {
    for (StreamEvent event : missed) {
      events.addLast(event);
      size += event.size();
    }
    notifyAll();
  }

  /// Ends the queue after the events that it has.
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /// Whether nothing will come any more.
  public synchronized boolean isOver() {
    return ended && events.isEmpty();
  }

  /// Takes the next event, after a bounded wait; empty if there is none.
  public synchronized Optional<StreamEvent> next(long mostNanos) throws InterruptedException {
    long end = System.nanoTime() + mostNanos;
    for (long left = mostNanos; events.isEmpty() && !ended && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    StreamEvent next = events.pollFirst();
    if (next != null) {
      size -= next.size();
    }
    return Optional.ofNullable(next);
  }
}

package dev.vmascope.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The last events of one address space. It keeps the last thousand at most, and fewer if they are
/// large. Not safe for several threads.
public final class EventLog {
  /// The limit on the kept events.
  static final int MOST_EVENTS = 1000;

  /// The limit on their size, in characters.
  static final int MOST_SIZE = 1 << 19;

  private final String source;
  private final Deque<StreamEvent> events = new ArrayDeque<>();
  private long first;
  private long last;
  private int size;

  /// @param source the address space
  /// @param start a number that no event has
  public EventLog(String source, long start) {
    this.source = source;
    first = start;
    last = start;
  }

  /// The position after the last event.
  public StreamPosition position() {
    return new StreamPosition(source, last);
  }

  /// The position of the next event.
  ///
  /// @param number above that of the last event
  public StreamPosition next(long number) {
    return new StreamPosition(source, number);
  }

  /// Adds an event with a position of this log.
  public void add(StreamEvent event) {
    events.addLast(event);
    size += event.size();
    last = number(event);
    while (events.size() > MOST_EVENTS || size > MOST_SIZE) {
      StreamEvent dropped = events.removeFirst();
      size -= dropped.size();
      first = number(dropped);
    }
  }

  private static long number(StreamEvent event) {
    return event.position().orElseThrow().number();
  }

  /// The events after a position; empty if the position is unknown, or some are not kept any more.
  public Optional<List<StreamEvent>> after(StreamPosition position) {
    if (!position.source().equals(source)
        || position.number() < first
        || position.number() > last) {
      return Optional.empty();
    }
    return Optional.of(events.stream().filter(event -> number(event) > position.number()).toList());
  }
}

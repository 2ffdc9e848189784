package dev.vmascope.stream;

import java.util.Locale;

/// The types of events in a stream.
public enum EventType {
  /// The start of each stream: the process and its state.
  HELLO,
  /// A difference between two states of the mappings.
  CHANGE,
  /// New sizes, or another number of threads.
  USAGE,
  /// A sign of life.
  HEARTBEAT,
  /// A gap: the client must read the state again.
  RESET,
  /// The last event of a stream.
  END;

  /// The name of the event in the stream, in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

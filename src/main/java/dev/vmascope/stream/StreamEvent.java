package dev.vmascope.stream;

import java.util.Optional;

/// An event of a stream, as sent (Server-Sent Events, HTML Living Standard 9.2).
///
/// @param position the position after it; empty for an event that a client need not know
/// @param data one line of JSON
/// @param hiddenData the same for callers who may not see addresses
public record StreamEvent(
    Optional<StreamPosition> position, EventType type, String data, String hiddenData) {
  /// An event that is the same for all callers.
  public static StreamEvent of(Optional<StreamPosition> position, EventType type, String data) {
    return new StreamEvent(position, type, data, data);
  }

  /// The size in memory, in characters.
  public int size() {
    return data.length() + (data.equals(hiddenData) ? 0 : hiddenData.length());
  }

  /// The lines of the event, with the empty line that ends it.
  public String text(boolean addresses) {
    String id = position.map(known -> "id: " + known + "\n").orElse("");
    return id + "event: " + type + "\ndata: " + (addresses ? data : hiddenData) + "\n\n";
  }
}

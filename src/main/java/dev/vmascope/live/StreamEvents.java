package dev.vmascope.live;

import dev.vmascope.diff.MappingChange;
import dev.vmascope.stream.EventType;
import dev.vmascope.stream.ResetReason;
import dev.vmascope.stream.StreamEvent;
import dev.vmascope.stream.StreamPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The texts of events of a process.
@Component
final class StreamEvents {
  private final JsonMapper json;
  private final Clock clock;

  StreamEvents(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /// @param position empty for a process without an address space, which has no events
  StreamEvent hello(Optional<StreamPosition> position, HelloView hello) {
    return event(position, EventType.HELLO, hello);
  }

  StreamEvent change(StreamPosition position, Instant at, int more, MappingChange change) {
    return new StreamEvent(
        Optional.of(position),
        EventType.CHANGE,
        data(new ChangeEventView(at, more, MappingChangeView.of(change, true))),
        data(new ChangeEventView(at, more, MappingChangeView.of(change, false))));
  }

  StreamEvent usage(StreamPosition position, UsageEventView usage) {
    return event(Optional.of(position), EventType.USAGE, usage);
  }

  StreamEvent reset(StreamPosition position, ResetReason reason) {
    String detail =
        switch (reason) {
          case EXEC -> "The process runs another program, in another address space.";
          case OVERFLOW -> "The client received the events more slowly than they came.";
          case TOO_MANY_CHANGES -> "More changed at once than events tell.";
          case UNKNOWN_POSITION -> "The position in Last-Event-ID is not known, or not any more.";
        };
    return event(
        Optional.of(position),
        EventType.RESET,
        new NoticeView(now(), reason.toString(), detail + " List the mappings again."));
  }

  StreamEvent heartbeat() {
    return event(Optional.empty(), EventType.HEARTBEAT, new NoticeView(now(), null, null));
  }

  StreamEvent end(EndReason reason) {
    return event(
        Optional.empty(), EventType.END, new NoticeView(now(), reason.toString(), reason.words()));
  }

  private StreamEvent event(Optional<StreamPosition> position, EventType type, Object view) {
    return StreamEvent.of(position, type, data(view));
  }

  private String data(Object view) {
    return json.writeValueAsString(view);
  }
}

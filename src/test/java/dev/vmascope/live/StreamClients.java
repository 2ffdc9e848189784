package dev.vmascope.live;

import dev.vmascope.http.api.IdentityView;
import dev.vmascope.stream.EventType;
import dev.vmascope.stream.StreamEvent;
import dev.vmascope.stream.StreamPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Clients of streams, and what they have received.
final class StreamClients {
  private StreamClients() {}

  static StreamClient client(Optional<StreamPosition> from) {
    return new StreamClient(
        "me",
        from,
        (process, mappings, interval, resumed) ->
            new HelloView(
                new IdentityView(process.stat().pid(), null, null, null, process.type(), null),
                Instant.EPOCH,
                true,
                interval.toMillis(),
                resumed,
                process.stat().threads(),
                mappings.orElseThrow(),
                List.of()));
  }

  static List<StreamEvent> received(StreamClient client) {
    try {
      List<StreamEvent> events = new ArrayList<>();
      for (Optional<StreamEvent> next = client.queue().next(0);
          next.isPresent();
          next = client.queue().next(0)) {
        events.add(next.get());
      }
      return events;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<EventType> types(StreamClient client) {
    return received(client).stream().map(StreamEvent::type).toList();
  }

  static JsonNode data(StreamEvent event) {
    return JsonMapper.shared().readTree(event.data());
  }
}

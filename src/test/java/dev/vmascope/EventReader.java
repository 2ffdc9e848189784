package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events of a stream, as they come. Each wait ends when the stream does, so a test gives it an
/// end.
public final class EventReader implements AutoCloseable {
  private final Stream<String> body;
  private final Iterator<String> lines;

  private EventReader(Stream<String> body) {
    this.body = body;
    lines = body.iterator();
  }

  /// An event.
  ///
  /// @param id empty if it has none
  public record Event(String id, String type, JsonNode data) {}

  /// Opens a stream that must be there.
  public static EventReader open(ServiceClient client, String path, String... headers) {
    HttpResponse<Stream<String>> response =
        client.get(path, HttpResponse.BodyHandlers.ofLines(), headers);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new EventReader(response.body());
  }

  /// The next event; empty at the end of the stream.
  public Optional<Event> next() {
    String id = "";
    String type = "";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        return Optional.of(new Event(id, type, JsonMapper.shared().readTree(line.substring(6))));
      }
    }
    return Optional.empty();
  }

  /// The next event of a type; others are left out.
  public Event next(String type) {
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      if (event.get().type().equals(type)) {
        return event.get();
      }
    }
    throw new AssertionError("the stream ended without " + type);
  }

  /// All changes of the next reading that found any.
  public List<JsonNode> changes() {
    List<JsonNode> changes = new ArrayList<>();
    do {
      changes.add(next("change").data());
    } while (changes.getLast().path("moreChanges").asInt() > 0);
    return changes;
  }

  @Override
  public void close() {
    body.close();
  }
}

package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

  /// Opens a stream by a connection of its own.
  ///
  /// @param from the address of this client
  /// @param held what the connection holds of events that are not read, about, in bytes
  /// @param headers whole lines
  public static EventReader connect(URI uri, InetAddress from, int held, String... headers) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(held);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      String request =
          "GET "
              + uri.getRawPath()
              + " HTTP/1.0\r\nHost: localhost\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), held);
      assertThat(lines.readLine()).as("%s", uri).contains(" 200");
      while (!lines.readLine().isEmpty()) {
        // The rest of the head.
      }
      return new EventReader(lines.lines().onClose(() -> close(socket)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next event; empty at the end of the stream, where part of one may be left out.
  public Optional<Event> next() {
    String id = "";
    String type = "";
    String data = "";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event(id, type, JsonMapper.shared().readTree(data)));
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

package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.EventReader;
import dev.vmascope.stream.StreamPosition;
import dev.vmascope.systemtest.ListingLine;
import dev.vmascope.systemtest.RunningService;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A copy of the mappings of a process that a client keeps by the events, as docs/changes.md tells.
/// Each event must follow the one before, unless a reset says that some are missing. Where a stream
/// breaks off, the client goes on at its position.
final class MappingsCopy implements Callable<Integer> {
  /// What the connection holds for a client that does not read, about.
  private static final int HELD_BYTES = 2048;

  private final RunningService service;
  private final long pid;
  private final CountDownLatch reads;
  private final Map<String, String> mappings = new ConcurrentHashMap<>();
  private final List<String> resets = new CopyOnWriteArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();
  private Optional<StreamPosition> position = Optional.empty();
  private boolean over;

  /// @param reads when it opens, the client reads on after its first event
  MappingsCopy(RunningService service, long pid, CountDownLatch reads) {
    this.service = service;
    this.pid = pid;
    this.reads = reads;
  }

  /// The listing of a process in the form of a copy.
  static Map<String, String> listed(RunningService service, long pid) {
    Map<String, String> mappings = new ConcurrentHashMap<>();
    for (ListingLine line : ListingLine.all(service.maps(pid))) {
      mappings.put(line.start(), line.end() + " " + line.permissions());
    }
    return mappings;
  }

  /// End and permissions by start.
  Map<String, String> mappings() {
    return Map.copyOf(mappings);
  }

  /// The reasons of the resets so far.
  List<String> resets() {
    return List.copyOf(resets);
  }

  /// The number of changes so far.
  int changes() {
    return changes.get();
  }

  /// Follows the process until it ends, and gives the number of streams that this took.
  @Override
  public Integer call() throws InterruptedException {
    int streams = 0;
    while (!over) {
      String[] headers =
          position
              .map(known -> new String[] {"Last-Event-ID: " + known})
              .orElseGet(() -> new String[0]);
      streams++;
      try (EventReader events =
          EventReader.connect(
              service.uri("/api/processes/" + pid + "/events"),
              InetAddress.getLoopbackAddress(),
              HELD_BYTES,
              headers)) {
        readAll(events);
      }
    }
    return streams;
  }

  private void readAll(EventReader events) throws InterruptedException {
    try {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        take(event.get());
      }
    } catch (UncheckedIOException _) {
      // The service breaks off the stream of a client that takes nothing.
    }
  }

  private void take(EventReader.Event event) throws InterruptedException {
    switch (event.type()) {
      case "hello" -> begin(event);
      case "change" -> {
        follow(event);
        apply(event.data());
        changes.incrementAndGet();
      }
      case "usage" -> follow(event);
      case "reset" -> {
        resets.add(event.data().path("reason").asString());
        list(event);
      }
      case "end" -> over = true;
      default -> assertThat(event.type()).isEqualTo("heartbeat");
    }
  }

  private void begin(EventReader.Event event) throws InterruptedException {
    if (position.isEmpty()) {
      list(event);
      reads.await();
    } else if (event.data().path("resumed").asBoolean()) {
      assertThat(StreamPosition.parse(event.id())).isEqualTo(position);
    }
  }

  private void follow(EventReader.Event event) {
    StreamPosition before = position.orElseThrow();
    position = StreamPosition.parse(event.id());
    assertThat(position).contains(new StreamPosition(before.source(), before.number() + 1));
  }

  private void list(EventReader.Event event) {
    position = StreamPosition.parse(event.id());
    mappings.clear();
    mappings.putAll(listed(service, pid));
  }

  private void apply(JsonNode change) {
    change.path("before").forEach(mapping -> mappings.remove(mapping.path("start").asString()));
    change
        .path("after")
        .forEach(mapping ->
            mappings.put(
                mapping.path("start").asString(),
                mapping.path("end").asString() + " " + mapping.path("permissions").asString()));
  }
}

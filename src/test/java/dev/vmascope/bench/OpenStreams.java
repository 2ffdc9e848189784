package dev.vmascope.bench;

import dev.vmascope.EventReader;
import dev.vmascope.systemtest.RunningService;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The streams of events of some processes, as many as the service serves: two callers have half of
/// them each.
final class OpenStreams implements AutoCloseable {
  /// The number of streams.
  static final int COUNT = 64;

  private static final int HELD_BYTES = 2048;

  private final List<EventReader> streams = new ArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();

  /// Opens the streams.
  ///
  /// @param idle whether every other client receives nothing after the first event
  static OpenStreams of(RunningService service, List<Long> pids, boolean idle) throws Exception {
    OpenStreams opened = new OpenStreams();
    for (int i = 0; i < COUNT; i++) {
      long pid = pids.get(i * pids.size() / COUNT);
      EventReader stream =
          EventReader.connect(
              service.uri("/api/processes/" + pid + "/events"),
              InetAddress.ofLiteral(i < COUNT / 2 ? "127.0.0.1" : "127.0.0.2"),
              HELD_BYTES);
      opened.streams.add(stream);
      stream.next("hello");
      if (!idle || i % 2 == 0) {
        Thread.startVirtualThread(() -> opened.read(stream));
      }
    }
    return opened;
  }

  private void read(EventReader stream) {
    try {
      for (Optional<EventReader.Event> event = stream.next();
          event.isPresent();
          event = stream.next()) {
        if (event.get().type().equals("change")) {
          Instant read = Instant.parse(event.get().data().path("at").asString());
          longestNanos.accumulateAndGet(Duration.between(read, Instant.now()).toNanos(), Math::max);
          changes.incrementAndGet();
        }
      }
    } catch (UncheckedIOException _) {
      // The end of the measurement.
    }
  }

  /// The number of changes that all clients have received.
  int changes() {
    return changes.get();
  }

  /// The longest time from a reading until a client had a change.
  double longestNanos() {
    return longestNanos.get();
  }

  @Override
  public void close() {
    streams.forEach(EventReader::close);
  }
}

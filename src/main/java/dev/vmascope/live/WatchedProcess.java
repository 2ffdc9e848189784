package dev.vmascope.live;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.TooManyChangesException;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.stream.EventLog;
import dev.vmascope.stream.EventType;
import dev.vmascope.stream.ResetReason;
import dev.vmascope.stream.StreamCounts;
import dev.vmascope.stream.StreamEvent;
import dev.vmascope.stream.StreamPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// A process that clients watch: its last listing, its last events and its clients. The listing and
/// the events are shared by all clients.
final class WatchedProcess {
  /// The limit on the changes between two readings that become events; more are a reset.
  static final int MOST_CHANGES = 200;

  /// The limit on the size of these events, in characters.
  private static final int MOST_TEXT = 1 << 17;

  /// The limit on the memory for the mappings that differ.
  private static final long MOST_BYTES = 1 << 20;

  /// The source of positions where the service may not read what identifies an address space.
  private static final String UNIDENTIFIED = "process";

  private final StreamEvents texts;
  private final StreamCounts counts;
  private final HeldListings held;
  private final LongSupplier numbers;
  private final UsageNews usage;
  private final List<StreamClient> clients = new ArrayList<>();
  private ListingReading last;
  private EventLog log;
  private Duration interval = WatchPace.SHORTEST;
  private boolean over;

  /// @param first the present listing, which is closed at the end
  /// @param held the memory for listings, in which the first one counts already
  /// @param numbers the numbers of events, ascending
  /// @param nanoTime a clock like [System#nanoTime]
  WatchedProcess(
      ListingReading first,
      StreamEvents texts,
      StreamCounts counts,
      HeldListings held,
      LongSupplier numbers,
      LongSupplier nanoTime) {
    last = first;
    this.texts = texts;
    this.counts = counts;
    this.held = held;
    this.numbers = numbers;
    usage = new UsageNews(first.process(), nanoTime);
    log = newLog();
  }

  private EventLog newLog() {
    String source = process().addressSpaceId().map(AddressSpaceId::toString).orElse(UNIDENTIFIED);
    return new EventLog(source, numbers.getAsLong());
  }

  /// The process, as read last.
  synchronized ProcessReading process() {
    return last.process();
  }

  static long size(ListingReading reading) {
    return bytes(reading).size();
  }

  private static KernelBytes bytes(ListingReading reading) {
    return reading.listing().value().orElseThrow();
  }

  /// Whether a caller has a client.
  synchronized boolean isWatchedBy(String requester) {
    return clients.stream().map(StreamClient::requester).anyMatch(requester::equals);
  }

  /// Whether it has ended, or was given up.
  synchronized boolean isOver() {
    return over;
  }

  /// Adds a client, who receives the events from now on, or from its position on.
  ///
  /// @return false if the process has ended
  synchronized boolean attach(StreamClient client) {
    if (over) {
      return false;
    }
    Optional<List<StreamEvent>> missed = client.from().flatMap(log::after);
    OptionalLong mappings = OptionalLong.of(bytes(last).lines());
    HelloView hello = client.hello().of(process(), mappings, interval, missed.isPresent());
    StreamPosition start = missed.isPresent() ? client.from().orElseThrow() : log.position();
    send(client, texts.hello(Optional.of(start), hello));
    if (missed.isPresent()) {
      client.queue().addAll(missed.get());
    } else if (client.from().isPresent()) {
      counts.count(ResetReason.UNKNOWN_POSITION);
      send(client, texts.reset(log.position(), ResetReason.UNKNOWN_POSITION));
    }
    clients.add(client);
    return true;
  }

  /// Removes a client; false if it is none of this process.
  synchronized boolean detach(StreamClient client) {
    return clients.removeIf(known -> known.queue().equals(client.queue()));
  }

  synchronized boolean hasClients() {
    return !clients.isEmpty();
  }

  /// Compares a new reading of the same process, which is closed in time, with the last one, and
  /// tells the clients what differs.
  synchronized void update(ListingReading now) {
    if (over) {
      now.close();
      return;
    }
    if (!held.replace(size(last), size(now))) {
      now.close();
      end(EndReason.TOO_LARGE);
      return;
    }
    ListingReading before = last;
    last = now;
    try {
      if (!now.process().identity().equals(before.process().identity())) {
        exec();
      } else if (!SameBytes.of(bytes(before).stream(), bytes(now).stream())) {
        compare(before);
      }
      usage.of(now.process(), now.stamp().at()).ifPresent(this::tell);
    } catch (MalformedException _) {
      end(EndReason.MALFORMED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      before.close();
    }
  }

  /// Records the time between two readings.
  synchronized void readEvery(Duration time) {
    interval = time;
  }

  /// Ends all streams. Closes the last listing, unless that has been done.
  synchronized void end(EndReason reason) {
    if (!over) {
      StreamEvent end = texts.end(reason);
      counts.count(EventType.END);
      clients.forEach(client -> send(client, end));
      close();
    }
  }

  /// Ends all streams, which may go on elsewhere or later.
  synchronized void close() {
    if (!over) {
      over = true;
      clients.forEach(client -> client.queue().end());
      boolean _ = held.replace(size(last), 0);
      last.close();
    }
  }

  private void exec() {
    log = newLog();
    tellReset(ResetReason.EXEC);
  }

  private void compare(ListingReading before) throws IOException {
    try {
      AddressSpaceDiff diff = ListingComparison.diff(before, last, MOST_BYTES);
      if (ListingComparison.seemsAnotherProgram(last.process(), diff)) {
        exec();
      } else {
        tell(diff.changes());
      }
    } catch (TooManyChangesException _) {
      tellReset(ResetReason.TOO_MANY_CHANGES);
    }
  }

  private void tell(List<MappingChange> changes) {
    Instant at = last.stamp().at();
    List<StreamEvent> events = new ArrayList<>();
    int more = changes.size();
    int text = 0;
    for (MappingChange change : changes) {
      more--;
      StreamEvent event = texts.change(next(), at, more, change);
      text += event.size();
      if (changes.size() > MOST_CHANGES || text > MOST_TEXT) {
        tellReset(ResetReason.TOO_MANY_CHANGES);
        return;
      }
      events.add(event);
    }
    events.forEach(this::publish);
  }

  private void tell(UsageEventView news) {
    publish(texts.usage(next(), news));
  }

  private void tellReset(ResetReason reason) {
    counts.count(reason);
    publish(texts.reset(next(), reason));
  }

  private StreamPosition next() {
    return log.next(numbers.getAsLong());
  }

  private void publish(StreamEvent event) {
    counts.count(event.type());
    log.add(event);
    clients.forEach(client -> send(client, event));
  }

  private void send(StreamClient client, StreamEvent event) {
    boolean fits =
        client.queue().add(event, () -> texts.reset(log.position(), ResetReason.OVERFLOW));
    if (!fits) {
      counts.count(ResetReason.OVERFLOW);
    }
  }
}

package dev.vmascope.live;

import static dev.vmascope.live.StreamClients.client;
import static dev.vmascope.live.StreamClients.data;
import static dev.vmascope.live.StreamClients.received;
import static dev.vmascope.live.StreamClients.types;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.stream.EventType;
import dev.vmascope.stream.ResetReason;
import dev.vmascope.stream.StreamCounts;
import dev.vmascope.stream.StreamEvent;
import dev.vmascope.stream.StreamPosition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A process that changes between readings, by a clock that the test moves.
class WatchedProcessTest {
  private static final List<EventType> HELLO = List.of(EventType.HELLO);

  @TempDir Path root = Path.of("");

  private final StreamCounts counts = new StreamCounts();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final HeldListings held = new HeldListings();
  private Optional<ChangingCapture> capture = Optional.empty();

  @BeforeEach
  void create() {
    capture = Optional.of(new ChangingCapture(root).withMappings(1, 2));
  }

  @AfterEach
  void close() {
    capture.ifPresent(ChangingCapture::close);
  }

  private ChangingCapture capture() {
    return capture.orElseThrow();
  }

  private WatchedProcess watch() {
    return new WatchedProcess(
        capture().reading(),
        new StreamEvents(JsonMapper.shared(), Clock.systemUTC()),
        counts,
        held,
        numbers::incrementAndGet,
        nanos::get);
  }

  private static StreamClient attached(WatchedProcess process) {
    StreamClient client = client(Optional.empty());
    assertThat(process.attach(client)).isTrue();
    return client;
  }

  /// The next reading, after a minute in which nobody knows what has happened.
  private void look(WatchPace pace) {
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    pace.look();
  }

  @Test
  void tellsEachChangeWithHowManyFollow() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    process.update(capture().withMappings(2, 3, 5).reading());
    List<StreamEvent> events = received(client);
    assertThat(events).extracting(StreamEvent::type).startsWith(EventType.HELLO, EventType.CHANGE);
    assertThat(events).hasSize(4);
    assertThat(data(events.get(1)).path("change").asString()).isEqualTo("removed");
    assertThat(data(events.get(1)).path("moreChanges").asInt()).isEqualTo(2);
    assertThat(data(events.get(3)).path("moreChanges").asInt()).isZero();
    assertThat(events.get(3).hiddenData()).doesNotContain("0x7f").contains("ordinal");
    assertThat(counts.events(EventType.CHANGE)).isEqualTo(3);
  }

  @Test
  void saysNothingWhereNothingChanged() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    process.update(capture().reading());
    assertThat(types(client)).isEqualTo(HELLO);
  }

  @Test
  void givesAClientThatReturnsWhatItMissed() {
    WatchedProcess process = watch();
    StreamPosition start = received(attached(process)).getFirst().position().orElseThrow();
    process.update(capture().withMappings(1).reading());
    StreamClient back = client(Optional.of(start));
    assertThat(process.attach(back)).isTrue();
    List<StreamEvent> events = received(back);
    assertThat(events)
        .extracting(StreamEvent::type)
        .containsExactly(EventType.HELLO, EventType.CHANGE);
    assertThat(events.getFirst().position()).contains(start);
    assertThat(data(events.getFirst()).path("resumed").asBoolean()).isTrue();
    assertThat(data(events.getFirst()).path("mappings").asInt()).isEqualTo(1);
  }

  @Test
  void neverWaitsForAClientThatReceivesNothing() {
    WatchedProcess process = watch();
    StreamClient slow = attached(process);
    StreamClient quick = attached(process);
    int changes = 0;
    for (int i = 0; i < 300; i++) {
      process.update(capture().withMappings(i % 2, 4).reading());
      changes += types(quick).stream().filter(EventType.CHANGE::equals).toList().size();
    }
    assertThat(changes).isGreaterThan(300);
    List<StreamEvent> left = received(slow);
    assertThat(left).hasSizeLessThan(257);
    assertThat(data(left.getFirst()).path("reason").asString()).isEqualTo("overflow");
    assertThat(counts.resets(ResetReason.OVERFLOW)).isPositive();
  }

  @Test
  void tellsOfAGapInsteadOfMoreChangesThanAStreamCarries() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    int[] many = IntStream.range(10, 10 + WatchedProcess.MOST_CHANGES + 1).toArray();
    process.update(capture().withMappings(many).reading());
    StreamEvent reset = received(client).get(1);
    assertThat(data(reset).path("reason").asString()).isEqualTo("too-many-changes");
    process.update(capture().withMappings(IntStream.of(many).skip(2).toArray()).reading());
    assertThat(types(client)).isEqualTo(List.of(EventType.CHANGE, EventType.CHANGE));
  }

  @Test
  void beginsAnewWithAnotherProgram() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    capture().exec();
    process.update(capture().reading());
    List<StreamEvent> events = received(client);
    assertThat(data(events.getLast()).path("reason").asString()).isEqualTo("exec");
    assertThat(events.getLast().position().orElseThrow().source())
        .isNotEqualTo(events.getFirst().position().orElseThrow().source());
  }

  @Test
  void tellsOfThreadsAtOnceAndOfSizesEveryTenSeconds() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    capture().haveResident("50000");
    process.update(capture().reading());
    assertThat(types(client)).isEqualTo(HELLO);
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    process.update(capture().reading());
    JsonNode sizes = data(received(client).getFirst());
    assertThat(sizes.path("threadsChange").asInt()).isZero();
    assertThat(sizes.toString()).contains("residentBytes");
    capture().haveThreads(20);
    process.update(capture().reading());
    JsonNode threads = data(received(client).getFirst());
    assertThat(threads.path("threads").asInt()).isEqualTo(20);
    assertThat(threads.path("threadsChange").asInt()).isEqualTo(2);
  }

  @Test
  void endsWhenThePidBelongsToAnotherProcess() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    WatchPace pace = new WatchPace(capture().procFs(), process, nanos::get);
    look(pace);
    assertThat(types(client)).isEqualTo(HELLO);
    capture().replace();
    look(pace);
    assertThat(data(received(client).getLast()).path("reason").asString()).isEqualTo("exited");
    assertThat(client.queue().isOver()).isTrue();
    assertThat(process.attach(client(Optional.empty()))).isFalse();
  }

  @Test
  void looksAtAProcessWithoutAClockWhenItsThreadsChangeOrAtTheFifthTime() {
    WatchedProcess process = watch();
    StreamClient client = attached(process);
    WatchPace pace = new WatchPace(capture().procFs(), process, nanos::get);
    capture().withMappings(1, 2, 7);
    int looks = 0;
    while (!types(client).contains(EventType.CHANGE)) {
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      pace.look();
      looks++;
    }
    assertThat(looks).isLessThan(6);
    capture().haveThreads(3);
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    pace.look();
    assertThat(types(client)).contains(EventType.USAGE);
  }

  @Test
  void holdsNoMemoryInTheEnd() {
    for (int i = 0; i < 3; i++) {
      WatchedProcess process = watch();
      assertThat(held.replace(0, HeldListings.MOST_BYTES)).isTrue();
      process.update(capture().withMappings(i).reading());
      process.close();
      assertThat(held.replace(HeldListings.MOST_BYTES, 0)).isTrue();
    }
  }
}

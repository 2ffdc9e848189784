package dev.vmascope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a client has yet to receive: bounded, whatever comes.
class EventQueueTest {
  private final EventQueue queue = new EventQueue();

  private boolean add(String data) {
    return queue.add(event(data), () -> event("behind"));
  }

  private static StreamEvent event(String data) {
    return StreamEvent.of(Optional.empty(), EventType.CHANGE, data);
  }

  private List<String> rest() throws InterruptedException {
    List<String> rest = new ArrayList<>();
    for (Optional<StreamEvent> next = queue.next(0); next.isPresent(); next = queue.next(0)) {
      rest.add(next.get().data());
    }
    return rest;
  }

  @Test
  void givesEventsInOrder() throws InterruptedException {
    assertThat(add("x") && add("y")).isTrue();
    assertThat(rest()).containsExactly("x", "y");
  }

  @Test
  void tellsAClientThatItIsBehindInsteadOfGrowing() throws InterruptedException {
    for (int i = 0; i < EventQueue.MOST_EVENTS; i++) {
      assertThat(add("x")).isTrue();
    }
    assertThat(add("lost")).isFalse();
    assertThat(add("y")).isTrue();
    assertThat(rest()).containsExactly("behind", "y");
  }

  @Test
  void boundsTheSizeOfEventsToo() throws InterruptedException {
    String half = "x".repeat(EventQueue.MOST_SIZE / 2);
    assertThat(add(half)).isTrue();
    assertThat(add(half)).isTrue();
    assertThat(add("lost")).isFalse();
    assertThat(rest()).containsExactly("behind");
    assertThat(add(half)).isTrue();
    assertThat(add(half)).isTrue();
  }

  @Test
  void countsTheTextForCallersWithoutAddressesToo() throws InterruptedException {
    String half = "x".repeat(EventQueue.MOST_SIZE / 2);
    StreamEvent both = new StreamEvent(Optional.empty(), EventType.CHANGE, half, half + "y");
    assertThat(queue.add(both, () -> event("behind"))).isFalse();
    assertThat(rest()).containsExactly("behind");
  }

  @Test
  void takesAllThatAClientHasMissed() throws InterruptedException {
    queue.addAll(Collections.nCopies(EventLog.MOST_EVENTS, event("x")));
    assertThat(rest()).hasSize(EventLog.MOST_EVENTS);
  }

  @Test
  void endsAfterWhatItHas() throws InterruptedException {
    assertThat(add("x")).isTrue();
    queue.end();
    assertThat(queue.isOver()).isFalse();
    assertThat(rest()).containsExactly("x");
    assertThat(queue.isOver()).isTrue();
  }

  @Test
  void wakesWhoWaits() {
    CompletableFuture<Optional<StreamEvent>> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return queue.next(Long.MAX_VALUE / 2);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(add("x")).isTrue();
    assertThat(waiting.join().orElseThrow().data()).isEqualTo("x");
  }
}

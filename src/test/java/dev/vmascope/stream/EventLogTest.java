package dev.vmascope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The last events, and what a client that returns gets of them.
class EventLogTest {
  private final EventLog log = new EventLog("a1", 100);

  private void add(long number, String data) {
    log.add(StreamEvent.of(Optional.of(log.next(number)), EventType.CHANGE, data));
  }

  private Optional<List<String>> after(String position) {
    return StreamPosition.parse(position)
        .flatMap(log::after)
        .map(events -> events.stream().map(StreamEvent::data).toList());
  }

  @Test
  void givesWhatCameAfterAPosition() {
    assertThat(log.position()).hasToString("a1-100");
    assertThat(after("a1-100")).contains(List.of());
    add(103, "x");
    add(107, "y");
    assertThat(log.position()).hasToString("a1-107");
    assertThat(after("a1-100")).contains(List.of("x", "y"));
    assertThat(after("a1-103")).contains(List.of("y"));
    assertThat(after("a1-107")).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1-99", "a1-108", "b1-107", "a1", "a1-", "-107", "A1-107", "a1--107"})
  void knowsNoOtherPosition(String position) {
    add(107, "y");
    assertThat(after(position)).isEmpty();
  }

  @Test
  void keepsTheLastThousand() {
    for (int i = 1; i <= EventLog.MOST_EVENTS + 1; i++) {
      add(100 + i, "x");
    }
    assertThat(after("a1-100")).isEmpty();
    assertThat(after("a1-101").orElseThrow()).hasSize(EventLog.MOST_EVENTS);
  }

  @Test
  void keepsFewerIfTheyAreLarge() {
    String quarter = "x".repeat(EventLog.MOST_SIZE / 4);
    for (int i = 1; i <= 5; i++) {
      add(100 + i, quarter);
    }
    assertThat(after("a1-100")).isEmpty();
    assertThat(after("a1-101").orElseThrow()).hasSize(4);
  }

  @Test
  void keepsNoneThatIsLargerThanAll() {
    add(101, "x");
    add(102, "x".repeat(EventLog.MOST_SIZE + 1));
    assertThat(after("a1-101")).isEmpty();
    assertThat(after("a1-102")).contains(List.of());
  }
}

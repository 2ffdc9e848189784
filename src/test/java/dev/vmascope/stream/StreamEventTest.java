package dev.vmascope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The lines of an event.
class StreamEventTest {
  @Test
  void hasItsPositionItsNameAndItsData() {
    StreamEvent event =
        new StreamEvent(
            Optional.of(new StreamPosition("a1", 7)), EventType.CHANGE, "{\"at\":1}", "{}");
    assertThat(event.text(true)).isEqualTo("id: a1-7\nevent: change\ndata: {\"at\":1}\n\n");
    assertThat(event.text(false)).isEqualTo("id: a1-7\nevent: change\ndata: {}\n\n");
    assertThat(StreamEvent.of(Optional.empty(), EventType.HEARTBEAT, "{}").text(true))
        .isEqualTo("event: heartbeat\ndata: {}\n\n");
  }
}

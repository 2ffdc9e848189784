package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.EventReader;
import dev.vmascope.ServiceClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The events of real processes, as they happen.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.sampling.interval=1h")
class EventsApiTest {
  @LocalServerPort private int port;
  private ServiceClient client = new ServiceClient(0);

  @BeforeEach
  void connect() {
    client = new ServiceClient(port);
    // Those of other tests end with their processes.
    await().until(() -> metric("vmascope_event_streams") == 0);
  }

  private static String path(ShellChild child, String time) {
    return "/api/processes/" + child.pid() + "/events?for=" + time;
  }

  private EventReader open(ShellChild child, String... headers) {
    return EventReader.open(client, path(child, "60s"), headers);
  }

  private double metric(String name) {
    return client
        .utf8("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void beginsWithTheProcessAndEndsInTime() {
    try (ShellChild child = ShellChild.start();
        EventReader events = EventReader.open(client, path(child, "100ms"))) {
      EventReader.Event hello = events.next().orElseThrow();
      assertThat(hello.type()).isEqualTo("hello");
      JsonNode data = hello.data();
      assertThat(hello.id()).startsWith(data.path("addressSpaceId").asString() + "-");
      assertThat(data.path("pid").asLong()).isEqualTo(child.pid());
      assertThat(data.path("sampled").asBoolean()).isTrue();
      assertThat(data.path("intervalMillis").asInt()).isEqualTo(1000);
      assertThat(data.path("threads").asInt()).isEqualTo(1);
      assertThat(data.path("mappings").asInt()).isGreaterThan(10);
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void tellsAllClientsOfAChange() {
    try (ShellChild child = ShellChild.start();
        EventReader one = open(child);
        EventReader other = open(child)) {
      one.next("hello");
      other.next("hello");
      child.grow();
      EventReader.Event change = one.next("change");
      assertThat(change.data().path("changedBytes").asLong()).isPositive();
      assertThat(change.data().path("after").path(0).path("start").asString()).startsWith("0x");
      assertThat(other.next("change")).isEqualTo(change);
    }
  }

  /// The server uses the objects of requests that have ended for new ones.
  @Test
  void breaksOffNoOtherStreamWhenClientsLeave() {
    try (ShellChild child = ShellChild.start();
        EventReader stays = open(child)) {
      for (int i = 0; i < 8; i++) {
        open(child).close();
      }
      // A write to a client who has gone fails from the second one on.
      for (int i = 0; i < 2; i++) {
        child.grow();
        stays.next("change");
      }
      List<EventReader> others = IntStream.range(0, 8).mapToObj(_ -> open(child)).toList();
      others.forEach(other -> other.next("hello"));
      child.grow();
      others.forEach(other -> other.next("change"));
      stays.next("change");
    }
  }

  @Test
  void goesOnWhereAClientWas() {
    try (ShellChild child = ShellChild.start()) {
      String position;
      try (EventReader first = open(child);
          EventReader witness = open(child)) {
        position = first.next("hello").id();
        child.grow();
        witness.next("change");
      }
      try (EventReader again = open(child, "Last-Event-ID", position)) {
        EventReader.Event hello = again.next("hello");
        assertThat(hello.id()).isEqualTo(position);
        assertThat(hello.data().path("resumed").asBoolean()).isTrue();
        assertThat(again.next().orElseThrow().type()).isEqualTo("change");
      }
    }
  }

  @Test
  void tellsAClientThatItsPositionIsUnknown() {
    try (ShellChild child = ShellChild.start();
        EventReader events = open(child, "Last-Event-ID", "0123456789abcdef-17")) {
      EventReader.Event hello = events.next("hello");
      assertThat(hello.data().path("resumed").asBoolean()).isFalse();
      EventReader.Event reset = events.next().orElseThrow();
      assertThat(reset.type()).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo(hello.id());
      assertThat(reset.data().path("reason").asString()).isEqualTo("unknown-position");
    }
  }

  @Test
  void beginsAnewAfterExecAndEndsWithTheProcess() {
    try (ShellChild child = ShellChild.start();
        EventReader events = open(child)) {
      EventReader.Event hello = events.next("hello");
      child.run("exec sleep 300");
      EventReader.Event reset = events.next("reset");
      assertThat(reset.data().path("reason").asString()).isEqualTo("exec");
      assertThat(reset.id().replaceFirst("-.*", ""))
          .hasSize(16)
          .isNotEqualTo(hello.id().replaceFirst("-.*", ""));
      child.kill();
      assertThat(events.next("end").data().path("reason").asString()).isEqualTo("exited");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void saysThatAKernelThreadHasNoAddressSpace() {
    try (EventReader events = EventReader.open(client, "/api/processes/2/events")) {
      EventReader.Event hello = events.next("hello");
      assertThat(hello.data().path("type").asString()).isEqualTo("kernel-thread");
      assertThat(hello.data().has("mappings")).isFalse();
      assertThat(events.next().orElseThrow().data().path("reason").asString())
          .isEqualTo("no-address-space");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void watchesHalfOfThePossibleProcessesForOneCaller() {
    List<ShellChild> children = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        children.add(ShellChild.start());
        open(children.getLast()).next("hello");
      }
      assertThat(metric("vmascope_event_streams")).isEqualTo(8);
      children.add(ShellChild.start());
      HttpResponse<byte[]> refused = client.get(path(children.getLast(), "60s"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("60");
      assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains(":busy\"");
      children.getFirst().kill();
      await("a place")
          .until(() -> client.get(path(children.getLast(), "100ms")).statusCode() == 200);
    } finally {
      children.forEach(ShellChild::close);
    }
  }

  @Test
  void opensHalfOfThePossibleStreamsForOneCaller() {
    try (ShellChild child = ShellChild.start()) {
      for (int i = 0; i < 32; i++) {
        open(child).next("hello");
      }
      assertThat(client.get(path(child, "60s")).statusCode()).isEqualTo(503);
      assertThat(client.get("/api/processes/self/maps").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersHeadWithoutAStream() {
    try (ShellChild child = ShellChild.start()) {
      HttpResponse<byte[]> head = new LiveApi(port).send("HEAD", path(child, "60s"));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("X-Accel-Buffering")).contains("no");
      assertThat(metric("vmascope_event_streams")).isZero();
    }
  }

  @Test
  void isOfferedAsEventsOnly() {
    assertThat(client.get("/api/processes/self/events", "Accept", "application/json").statusCode())
        .isEqualTo(406);
  }
}

package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.EventReader;
import dev.vmascope.ServiceClient;
import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A program in a container that changes its address space step by step: of each step, the events
/// and `watch` tell the same.
class StepByStepIT {
  private static EventReader open(RunningService service, long pid) {
    return EventReader.open(
        new ServiceClient(service.base()), "/api/processes/" + pid + "/events?for=5m");
  }

  /// The next event, but for those about sizes and silence.
  private static EventReader.Event next(EventReader events) {
    EventReader.Event event = events.next().orElseThrow();
    while (event.type().equals("usage") || event.type().equals("heartbeat")) {
      event = events.next().orElseThrow();
    }
    return event;
  }

  /// The changes of the next reading that found any, before which nothing else is told.
  private static List<JsonNode> changes(EventReader events) {
    List<JsonNode> changes = new ArrayList<>();
    do {
      EventReader.Event event = next(events);
      assertThat(event.type()).as("%s", event).isEqualTo("change");
      changes.add(event.data());
    } while (changes.getLast().path("moreChanges").asInt() > 0);
    return changes;
  }

  /// A change as `watch` has it.
  private static JsonNode untimed(JsonNode change) {
    return ((ObjectNode) change.deepCopy()).without(List.of("at", "moreChanges"));
  }

  private static String told(JsonNode change) {
    JsonNode one = change.path(change.path("after").isEmpty() ? "before" : "after").path(0);
    return "%s %s %d %s %s"
        .formatted(
            change.path("change").asString(),
            change.path("cause").asString(""),
            change.path("changedBytes").asLong() >> 10,
            one.path("category").asString(),
            change.path("likely").path(0).asString())
        .replace("  ", " ");
  }

  /// What `watch` says of the next step of the program.
  private static JsonNode step(RunningService service, GenericContainer<?> container) {
    double before = service.reads("maps");
    String path = "/api/processes/" + Containers.pid(container) + "/watch?for=2s";
    CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(() -> service.json(path));
    await("the first reading").until(() -> service.reads("maps") > before);
    container
        .getDockerClient()
        .killContainerCmd(container.getContainerId())
        .withSignal("USR1")
        .exec();
    return answer.join();
  }

  @Test
  void isToldAlikeByEventsAndWatch() {
    try (RunningService service = RunningService.sampledOnce();
        GenericContainer<?> container = Containers.start("steps");
        EventReader events = open(service, Containers.pid(container))) {
      EventReader.Event hello = events.next("hello");
      for (String expected :
          List.of(
              "added 96 anonymous mmap",
              "split reprotected 0 anonymous mprotect",
              "grown 64 anonymous mmap",
              "moved 0 shared-memory mremap",
              "moved 64 shared-memory mremap",
              "removed -96 anonymous munmap",
              "grown 1024 heap brk")) {
        assertThat(stepTold(service, container, events)).containsExactly(expected);
      }
      assertThat(stepTold(service, container, events))
          .singleElement()
          .asString()
          .matches("grown ([89]|10)\\d\\d stack stack-growth");
      assertThat(stepTold(service, container, events))
          .containsExactly("added 4 guard thread", "added 8192 thread-stack thread");
      assertOneObject(stepChanges(service, container, events));
      JsonNode forked = step(service, container);
      assertThat(forked.path("summary").asString()).startsWith("no mapping changed");
      assertThat(forked.path("changes")).isEmpty();
      watchChild(service, container, hello);
      watchAfterExec(service, container, events);
    }
  }

  private static List<String> stepTold(
      RunningService service, GenericContainer<?> container, EventReader events) {
    return stepChanges(service, container, events).stream().map(StepByStepIT::told).toList();
  }

  /// The changes of the next step, which both tell.
  private static List<JsonNode> stepChanges(
      RunningService service, GenericContainer<?> container, EventReader events) {
    JsonNode answer = step(service, container);
    List<JsonNode> changes = changes(events);
    assertThat(changes.stream().map(StepByStepIT::untimed))
        .containsExactlyInAnyOrderElementsOf(answer.path("changes"));
    return changes;
  }

  /// A library that was loaded: its segments, from the start of the file on.
  private static void assertOneObject(List<JsonNode> changes) {
    assertThat(changes).hasSizeBetween(4, 5);
    assertThat(changes)
        .extracting(change -> change.path("change").asString())
        .containsOnly("added");
    List<JsonNode> mappings = changes.stream().map(change -> change.path("after").path(0)).toList();
    assertThat(mappings)
        .extracting(mapping -> mapping.path("path").asString())
        .allMatch(path -> path.endsWith("/libm.so.6"))
        .hasSameSizeAs(changes);
    assertThat(mappings.stream().map(mapping -> mapping.path("inode")).distinct()).hasSize(1);
    assertThat(mappings.getFirst().path("offset").asString()).isEqualTo("0x0");
    assertThat(mappings)
        .extracting(mapping -> mapping.path("permissions").asString())
        .contains("r-xp", "rw-p");
  }

  /// The child of a fork is a process of its own, with as many mappings: what it does is told of
  /// it.
  private static void watchChild(
      RunningService service, GenericContainer<?> container, EventReader.Event parent) {
    long child =
        ProcessHandle.of(Containers.pid(container))
            .orElseThrow()
            .children()
            .findFirst()
            .orElseThrow()
            .pid();
    try (EventReader events = open(service, child)) {
      EventReader.Event hello = events.next("hello");
      assertThat(hello.data().path("threads").asInt()).isEqualTo(1);
      assertThat(hello.data().path("addressSpaceId").asString())
          .isNotEqualTo(parent.data().path("addressSpaceId").asString());
      assertThat(step(service, container).path("changes")).isEmpty();
      assertThat(changes(events).stream().map(StepByStepIT::told))
          .containsExactly("added 192 anonymous mmap");
    }
  }

  /// Of fork and of what the child did, the events of the parent tell nothing: exec comes next.
  private static void watchAfterExec(
      RunningService service, GenericContainer<?> container, EventReader events) {
    JsonNode answer = step(service, container);
    assertThat(answer.path("summary").asString()).startsWith("not compared");
    assertThat(answer.path("changes")).isEmpty();
    assertThat(answer.has("total")).isFalse();
    EventReader.Event reset = next(events);
    assertThat(reset.type()).as("%s", reset).isEqualTo("reset");
    assertThat(reset.data().path("reason").asString()).isEqualTo("exec");
    assertThat(stepTold(service, container, events)).containsExactly("added 96 anonymous mmap");
    container.stop();
    assertThat(next(events).data().path("reason").asString()).isEqualTo("exited");
    assertThat(events.next()).isEmpty();
  }
}

package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.EventReader;
import dev.vmascope.ServiceClient;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The events of a program that does everything that changes an address space.
class EventsIT {
  private static EventReader open(RunningService service, TestProgram program) {
    return EventReader.open(
        new ServiceClient(service.base()), "/api/processes/" + program.pid() + "/events?for=60s");
  }

  private static String told(JsonNode change) {
    Stream<String> words =
        Stream.of(
            change.path("change").asString(),
            change.path("cause").asString(""),
            change.path("likely").path(0).asString());
    return String.join(" ", words.filter(word -> !word.isEmpty()).toList());
  }

  @Test
  void tellWhatEachCallDid() {
    try (TestProgram program = TestProgram.start(TestProgram.compile("changes"));
        RunningService service = RunningService.start("--vmascope.sampling.interval=1h");
        EventReader events = open(service, program)) {
      events.next("hello");
      program.send("\n");
      assertThat(program.line()).isEqualTo("DONE");
      List<String> told = events.changes().stream().map(EventsIT::told).toList();
      assertThat(told)
          .containsExactlyInAnyOrder(
              "split reprotected mprotect",
              "split unmapped munmap",
              "moved mremap",
              "removed munmap",
              "grown mmap",
              "reprotected mprotect",
              "merged filled mmap",
              "added mmap",
              "grown brk",
              "grown stack-growth",
              "added thread",
              "added thread");
      JsonNode usage = events.next("usage").data();
      assertThat(usage.path("threadsChange").asInt()).isEqualTo(1);
      assertThat(ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly()).isTrue();
      assertThat(events.next("end").data().path("reason").asString()).isEqualTo("exited");
      assertThat(events.next()).isEmpty();
    }
  }

  /// Open streams do not hold up the end of the service, which ends them.
  @Test
  void endWithTheService() throws InterruptedException {
    try (TestProgram program = TestProgram.start(TestProgram.compile("changes"));
        RunningService service = RunningService.start("--vmascope.sampling.interval=1h");
        EventReader events = open(service, program)) {
      events.next("hello");
      long began = System.nanoTime();
      assertThat(service.terminate().waitFor()).isNotNegative();
      assertThat((System.nanoTime() - began) / 1e9).isLessThan(10);
      assertThat(events.next()).isEmpty();
    }
  }
}

package dev.vmascope.systemtest.kernel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The changes of a program that does everything that changes an address space, as watched.
class WatchIT {
  /// The answer about what the program did between the two readings.
  private static JsonNode watched(RunningService service, TestProgram program, String query) {
    double before = service.reads("maps");
    CompletableFuture<JsonNode> answer =
        CompletableFuture.supplyAsync(
            () -> service.json("/api/processes/" + program.pid() + "/watch?" + query));
    await("the first reading").until(() -> service.reads("maps") > before);
    program.send("\n");
    assertThat(program.line()).isEqualTo("DONE");
    return answer.join();
  }

  private static String told(JsonNode change) {
    String cause = change.path("cause").asString("");
    return "%s %s %d %s"
        .formatted(
            change.path("change").asString(),
            cause,
            change.path("changedBytes").asLong() >> 10,
            String.join(",", change.path("likely").valueStream().map(JsonNode::asString).toList()))
        .replace("  ", " ");
  }

  @Test
  void tellsWhatEachCallDid() {
    try (TestProgram program = TestProgram.start(TestProgram.compile("changes"));
        RunningService service = RunningService.sampledOnce()) {
      JsonNode answer = watched(service, program, "for=3s");
      Map<String, List<String>> changes =
          answer
              .path("changes")
              .valueStream()
              .collect(
                  groupingBy(
                      change ->
                          change
                              .path(change.path("after").isEmpty() ? "before" : "after")
                              .path(0)
                              .path("category")
                              .asString(),
                      mapping(WatchIT::told, toList())));
      assertThat(changes.keySet())
          .isEqualTo(
              Set.of(
                  "anonymous", "jit", "shared-memory", "heap", "stack", "thread-stack", "guard"));
      assertThat(changes.get("anonymous"))
          .containsExactlyInAnyOrder(
              "split reprotected 0 mprotect",
              "split unmapped -8 munmap",
              "removed -96 munmap",
              "grown 64 mmap,mremap",
              "merged filled 64 mmap",
              "added 192 mmap");
      assertThat(changes.get("jit")).containsExactly("reprotected 0 mprotect");
      assertThat(changes.get("shared-memory")).containsExactly("moved 0 mremap,mmap");
      assertThat(changes.get("heap")).containsExactly("grown 1024 brk");
      assertThat(changes.get("stack")).hasSize(1).first().asString().matches("grown [89]\\d\\d .*");
      assertThat(changes.get("thread-stack")).containsExactly("added 8192 thread");
      assertThat(changes.get("guard")).containsExactly("added 4 thread");
      assertThat(answer.path("threadsChange").asInt()).isEqualTo(1);
      assertThat(answer.at("/total/changedBytes").asLong())
          .isEqualTo(answer.path("changes").valueStream().mapToLong(WatchIT::changedBytes).sum());
      assertThat(answer.path("movedBytes").asLong()).isEqualTo(64 << 10);
      assertThat(answer.at("/total/reprotectedBytes").asLong()).isEqualTo((8 + 64) << 10);
      assertThat(answer.path("summary").asString()).startsWith("+10").contains("3 added");
    }
  }

  private static long changedBytes(JsonNode change) {
    return change.path("changedBytes").asLong();
  }

  /// Watches a shell that waits for a line, and gives it one after the first reading.
  private static HttpResponse<byte[]> watched(RunningService service, String script)
      throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "echo ready; read line; " + script).start();
    try {
      assertThat(shell.inputReader().readLine()).isEqualTo("ready");
      double before = service.reads("maps");
      CompletableFuture<HttpResponse<byte[]>> answer =
          CompletableFuture.supplyAsync(
              () -> service.get("/api/processes/" + shell.pid() + "/watch?for=2s"));
      await("the first reading").until(() -> service.reads("maps") > before);
      shell.outputWriter().write("go\n");
      shell.outputWriter().flush();
      return answer.join();
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void sayThatTheProcessRunsAnotherProgramOrEnded() throws IOException {
    try (RunningService service = RunningService.sampledOnce()) {
      HttpResponse<byte[]> execed = watched(service, "exec sleep 600");
      assertThat(execed.statusCode()).isEqualTo(200);
      JsonNode answer = JsonMapper.shared().readTree(execed.body());
      assertThat(answer.path("changes")).isEmpty();
      assertThat(answer.path("summary").asString()).startsWith("not compared");
      assertThat(answer.has("total") || answer.has("unchanged")).isFalse();
      assertThat(answer.at("/unavailable/0/field").asString()).isEqualTo("changes");
      assertThat(answer.at("/unavailable/0/remedy").asString()).contains("exec");
      HttpResponse<byte[]> ended = watched(service, "exit 0");
      assertThat(ended.statusCode()).isEqualTo(410);
      assertThat(JsonMapper.shared().readTree(ended.body()).path("type").asString())
          .endsWith("process-gone");
    }
  }

  /// A pause holds up neither other requests nor the end of the service.
  @Test
  void endsWithTheService() throws InterruptedException {
    try (TestProgram program = TestProgram.start(TestProgram.compile("changes"));
        RunningService service = RunningService.sampledOnce()) {
      double before = service.reads("maps");
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 5)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(() ->
                      service
                          .get("/api/processes/" + program.pid() + "/watch?for=30s")
                          .statusCode()))
              .toList();
      await("four that watch").until(() -> service.reads("maps") >= before + 4);
      await("one too many")
          .until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 1);
      assertThat(service.get("/api/processes/" + program.pid() + "/maps").statusCode())
          .isEqualTo(200);
      assertThat(service.terminate().waitFor()).isNotNegative();
      assertThat(answers.stream().map(CompletableFuture::join))
          .containsExactlyInAnyOrder(200, 200, 200, 200, 503);
    }
  }
}

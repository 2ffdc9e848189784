package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A process that ends while it is read, again and again: its listing is whole, or the answer says
/// that it is not.
class ExitWhileReadIT {
  private enum Ending {
    WHOLE,
    GONE
  }

  @Test
  void neverPassesHalfAListingOffAsWhole() throws IOException {
    Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = Containers.start("many-mappings")) {
      long shell = Containers.pid(container);
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (System.nanoTime() < deadline && !enough(endings)) {
        Optional<Long> child = youngestChild(shell);
        if (child.isPresent()) {
          followToItsEnd(child.get(), service, endings);
        }
      }
    }
    assertThat(endings).containsKeys(Ending.WHOLE, Ending.GONE);
    assertThat(enough(endings)).as("readings of a process on its way out: %s", endings).isTrue();
  }

  private static boolean enough(Map<Ending, Integer> endings) {
    return endings.getOrDefault(Ending.WHOLE, 0) >= 50
        && endings.getOrDefault(Ending.GONE, 0) >= 50;
  }

  private static Optional<Long> youngestChild(long parent) throws IOException {
    String id = Long.toString(parent);
    String children = Files.readString(Path.of("/proc", id, "task", id, "children"));
    return List.of(children.strip().split(" ")).reversed().stream()
        .filter(child -> !child.isEmpty())
        .findFirst()
        .map(Long::valueOf);
  }

  private static void followToItsEnd(
      long pid, RunningService service, Map<Ending, Integer> endings) {
    while (true) {
      HttpResponse<byte[]> json = service.get("/api/processes/" + pid + "/maps");
      if (json.statusCode() != 200) {
        assertGone(json);
        endings.merge(Ending.GONE, 1, Integer::sum);
        return;
      }
      JsonNode answer = JsonMapper.shared().readTree(json.body());
      if (!answer.path("type").asString().equals("user")) {
        assertThat(answer.path("unavailable")).isNotEmpty();
        endings.merge(Ending.GONE, 1, Integer::sum);
        return;
      }
      // Every address space has a stack from exec to exit, and it is listed behind all other
      // mappings of the program.
      boolean whole =
          answer
              .path("mappings")
              .valueStream()
              .anyMatch(mapping -> mapping.path("kind").asString().equals("stack"));
      assertThat(answer.path("capture").path("complete").asBoolean()).isEqualTo(whole);
      endings.merge(Ending.WHOLE, 1, Integer::sum);
    }
  }

  private static void assertGone(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isIn(404, 410);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .containsAnyOf("process-not-found", "process-gone");
  }
}

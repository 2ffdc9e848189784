package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// The program of the source text, in a container: it maps a file, prints its own maps, and is read
/// from outside.
class SourceTextProgramIT {
  @Test
  void showsWhatTheProgramPrintedOfItself() {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = Containers.start("source-text")) {
      long pid = Containers.pid(container);
      List<String> printed =
          container
              .getLogs()
              .lines()
              .filter(line -> line.matches("[0-9a-f]+-[0-9a-f]+ .*"))
              .toList();
      List<String> served = service.maps(pid).lines().toList();

      // All of it lived through both, but for the heap, which printf may have grown.
      assertThat(printed).hasSizeGreaterThan(10);
      assertThat(served.stream().filter(line -> !line.endsWith("[heap]")))
          .isEqualTo(printed.stream().filter(line -> !line.endsWith("[heap]")).toList());
      assertThat(served).anyMatch(line -> line.matches(".* rw-s .* /home/humble/test\\.txt"));

      JsonNode mapped = service.json("/api/processes/" + pid + "/maps?path=*/test.txt");
      assertThat(mapped.path("count").asInt()).isEqualTo(1);
      JsonNode file = mapped.path("mappings").path(0);
      assertThat(file.path("permissions").asString()).isEqualTo("rw-s");
      assertThat(file.path("kind").asString()).isEqualTo("file");
      assertThat(file.path("path").asString()).isEqualTo("/home/humble/test.txt");
      assertThat(file.path("deleted").asBoolean(true)).isFalse();

      JsonNode at =
          service.json("/api/processes/" + pid + "/maps/" + file.path("start").asString());
      assertThat(at.path("mapping")).isEqualTo(file);
    }
  }
}

package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Rollups in samples, where that is switched on.
class RollupIT {
  /// Another process may come to share a library meanwhile.
  private static final long SHARED = 256 << 10;

  private static long kernel(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static JsonNode measure(JsonNode growth, String name) {
    return growth
        .path("measures")
        .valueStream()
        .filter(measure -> measure.path("measure").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + growth));
  }

  @Test
  void areWhatTheKernelSays() throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("faults"), "1", "1");
        RunningService service =
            RunningService.start(
                "--vmascope.sampling.interval=500ms", "--vmascope.sampling.rollup=true")) {
      String path = "/api/processes/" + program.pid() + "/growth";
      await().atMost(Duration.ofSeconds(60)).until(() -> service.json(path).has("rollupAt"));

      JsonNode growth = service.json(path);
      long pss = kernel(program.pid(), "Pss");
      long uss = kernel(program.pid(), "Private_Clean") + kernel(program.pid(), "Private_Dirty");
      assertThat(measure(growth, "proportionalBytes").path("value").asLong())
          .isCloseTo(pss, within(SHARED));
      assertThat(measure(growth, "uniqueBytes").path("value").asLong())
          .isCloseTo(uss, within(SHARED));
      assertThat(service.json("/api/groups/faults").path("proportionalBytes").asLong())
          .isCloseTo(pss, within(SHARED));
      assertThat(service.scrape()).contains("vmascope_group_proportional_bytes{group=\"faults\"}");
      assertThat(service.json("/api/scans").path("usedRatio").asDouble()).isLessThan(1);
    }
  }
}

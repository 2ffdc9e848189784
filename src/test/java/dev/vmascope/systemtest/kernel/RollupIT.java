package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Rollups in samples, where that is switched on.
class RollupIT {
  /// Another process may come to share a library meanwhile. Other tests run hundreds of programs of
  /// different names, all larger than that of this one.
  private static final String EVERY_GROUP = "--vmascope.metrics.max-groups=1000";

  private static final long SHARED = 256 << 10;

  private static final List<String> WITHOUT_CAPABILITIES =
      List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all");

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

  /// The group of the program in a sample that has it: on a busy machine, a tick may not have come
  /// to read it.
  private static JsonNode groupWith(RunningService service, String field) {
    return await("the group with " + field)
        .until(() -> service.json("/api/groups/faults"), group -> group.path(field).asLong() > 0);
  }

  private static boolean hasResidentSize(String scraped) {
    return scraped
        .lines()
        .anyMatch(line -> line.startsWith("vmascope_group_resident_bytes{group=\"faults\"}"));
  }

  @Test
  void areWhatTheKernelSays() throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("faults"), "1", "1");
        RunningService service =
            RunningService.start(
                "--vmascope.sampling.interval=500ms",
                "--vmascope.sampling.rollup=true",
                EVERY_GROUP)) {
      String path = "/api/processes/" + program.pid() + "/growth";
      await().atMost(Duration.ofSeconds(60)).until(() -> service.json(path).has("rollupAt"));

      JsonNode growth = service.json(path);
      long pss = kernel(program.pid(), "Pss");
      long uss = kernel(program.pid(), "Private_Clean") + kernel(program.pid(), "Private_Dirty");
      assertThat(measure(growth, "proportionalBytes").path("value").asLong())
          .isCloseTo(pss, within(SHARED));
      assertThat(measure(growth, "uniqueBytes").path("value").asLong())
          .isCloseTo(uss, within(SHARED));
      assertThat(groupWith(service, "proportionalBytes").path("proportionalBytes").asLong())
          .isCloseTo(pss, within(SHARED));
      assertThat(service.scrape()).contains("vmascope_group_proportional_bytes{group=\"faults\"}");
      assertThat(service.json("/api/scans").path("usedRatio").asDouble()).isLessThan(1);
    }
  }

  /// What may not be read is absent from every answer and series, and never 0.
  @Test
  void areAbsentWhereTheyMayNotBeRead() {
    try (TestProgram program = TestProgram.start(TestProgram.compile("faults"), "1", "1");
        RunningService service =
            RunningService.start(
                WITHOUT_CAPABILITIES,
                "--vmascope.sampling.interval=500ms",
                "--vmascope.sampling.rollup=true",
                EVERY_GROUP)) {
      await("its own")
          .atMost(Duration.ofSeconds(60))
          .until(() -> service.json("/api/processes/self/growth").has("rollupAt"));
      String path = "/api/processes/" + program.pid();
      assertThat(service.get(path + "/maps?detail=smaps").statusCode()).isEqualTo(403);
      JsonNode growth =
          await("its growth")
              .until(
                  () -> service.json(path + "/growth"), known -> !known.path("measures").isEmpty());
      assertThat(growth.path("measures").findValuesAsString("measure"))
          .contains("residentBytes")
          .doesNotContain("proportionalBytes", "uniqueBytes");
      assertThat(groupWith(service, "residentBytes").has("proportionalBytes")).isFalse();
      String scraped = await("its series").until(service::scrape, RollupIT::hasResidentSize);
      assertThat(scraped.lines())
          .noneMatch(line ->
              line.matches("vmascope_group_(proportional|unique)_bytes.*(\"faults\".*| 0\\.0)"));
    }
  }
}

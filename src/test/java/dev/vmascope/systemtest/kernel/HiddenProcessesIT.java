package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The processes that the service cannot see, and what it says of them.
class HiddenProcessesIT {
  /// A pid namespace of its own, as that of a container.
  private static final List<String> OWN_NAMESPACE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  private static final String METRIC = "vmascope_feature_available{feature=\"all-processes\"} ";

  private static boolean sees(RunningService service) {
    for (JsonNode feature : service.json("/api/system").path("features")) {
      if (feature.path("feature").asString().equals("all-processes")) {
        return feature.path("available").asBoolean();
      }
    }
    throw new AssertionError("no such feature");
  }

  @Test
  void areMissedOutLoud() {
    try (RunningService service = RunningService.start(OWN_NAMESPACE)) {
      await().until(() -> service.ticks() > 0);
      JsonNode processes = service.json("/api/processes");
      assertThat(processes.path("total").asInt()).isEqualTo(1);
      assertThat(processes.path("unavailable"))
          .anySatisfy(entry -> {
            assertThat(entry.path("field").asString()).isEqualTo("processes");
            assertThat(entry.path("reason").asString()).isEqualTo("partial");
            assertThat(entry.path("remedy").asString()).contains("--pid=host", "hostPID");
          });
      assertThat(sees(service)).isFalse();
      assertThat(service.scrape().lines()).contains(METRIC + "0.0");
      await()
          .untilAsserted(() ->
              assertThat(service.log())
                  .filteredOn(line -> line.contains("not those of the whole machine"))
                  .hasSize(1));
    }
  }

  @Test
  void areNotMissedWhereAllAreSeen() throws IOException {
    try (RunningService service = RunningService.start()) {
      await().until(() -> service.ticks() > 0);
      // Where the tests themselves run in a pid namespace of their own, so does the service.
      boolean all = Files.readString(Path.of("/proc/2/stat")).contains("(kthreadd)");
      assertThat(
              service
                  .json("/api/processes")
                  .path("unavailable")
                  .findValuesAsString("field")
                  .contains("processes"))
          .isNotEqualTo(all);
      assertThat(sees(service)).isEqualTo(all);
      assertThat(service.scrape().lines()).contains(METRIC + (all ? "1.0" : "0.0"));
    }
  }
}

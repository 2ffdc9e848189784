package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the service says of processes that it cannot see, on each way that somebody may look.
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
  void areNotMissedWhereAllAreSeen() {
    try (RunningService service = RunningService.start()) {
      await().until(() -> service.ticks() > 0);
      assertThat(service.json("/api/processes").path("unavailable").findValuesAsString("field"))
          .doesNotContain("processes");
      assertThat(sees(service)).isTrue();
      assertThat(service.scrape().lines()).contains(METRIC + "1.0");
      assertThat(service.log()).noneMatch(line -> line.contains("not those of the whole machine"));
    }
  }
}

package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// A program that really passes the memory limit of its container: the kernel kills it, and the
/// service says whose memory had run out.
@Alone("counts what the kernel logs")
class OomKillsIT {
  private static final long LIMIT = 32L << 20;

  /// What `kill -9` makes of a program for its shell.
  private static final int KILLED = 128 + 9;

  private static JsonNode latest(RunningService service) {
    return service.json("/api/faults?name=tail").path("faults").path(0);
  }

  @Test
  void sayWhoseLimitWasPassed() throws Exception {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container =
            Containers.of("all-permissions")
                .withCreateContainerCmdModifier(command ->
                    Objects.requireNonNull(command.getHostConfig())
                        .withMemory(LIMIT)
                        .withMemorySwap(LIMIT))) {
      container.start();
      long before = service.json("/api/faults").path("oomKills").asLong();

      // It keeps the last line in memory, and this one has no end.
      assertThat(container.execInContainer("tail", "/dev/zero").getExitCode()).isEqualTo(KILLED);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !latest(service).path("beforeStart").asBoolean(true));
      JsonNode kill = latest(service);
      JsonNode memory = kill.path("memory");
      assertThat(memory.path("constraint").asString()).isEqualTo("cgroup");
      assertThat(memory.path("killed").asBoolean()).isTrue();
      assertThat(memory.path("cgroup").asString()).contains(container.getContainerId());
      assertThat(memory.path("limitedCgroup")).isEqualTo(memory.path("cgroup"));
      assertThat(memory.path("cgroupLimitBytes").asLong()).isEqualTo(LIMIT);
      assertThat(memory.path("cgroupUsageBytes").asLong()).isBetween(LIMIT / 2, LIMIT);
      assertThat(memory.path("anonymousBytes").asLong()).isBetween(LIMIT / 2, LIMIT);
      assertThat(kill.path("explanation").asString()).contains("control group");
      assertThat(service.json("/api/faults").path("oomKills").asLong()).isEqualTo(before + 1);
    }
  }
}

package dev.vmascope.systemtest.image;

import static dev.vmascope.systemtest.ImageContainer.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Exposition;
import dev.vmascope.systemtest.ImageContainer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The memory limit of another container, as the image sees it: with the host's control groups
/// mounted it is the right one, and without them it is unknown, whatever cgroup namespace the
/// service has.
class ForeignLimitsIT {
  private static final long LIMIT = 64L << 20;
  private static final long FILLED = 40L << 20;

  /// Of the machine. The image calls its own user of this number `_apt`.
  private static final String USER = "42";

  private static final String GROUP = "of the other container";

  private static String other = "";

  @BeforeAll
  static void startAnotherContainer() {
    ImageContainer.build();
    other =
        docker(
            "run",
            "-d",
            "--memory=" + LIMIT,
            "--memory-swap=" + LIMIT,
            "--shm-size=" + LIMIT,
            "--user=" + USER,
            "--entrypoint=sh",
            ImageContainer.IMAGE,
            "-c",
            "head -c " + FILLED + " /dev/zero > /dev/shm/filled; exec sleep 3600");
  }

  @AfterAll
  static void stop() {
    docker("rm", "-f", "-v", other);
  }

  private static long pid() {
    return Long.parseLong(docker("inspect", "-f", "{{.State.Pid}}", other));
  }

  /// @param options further ones of `docker run`
  private static ImageContainer start(String namespace, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--cgroupns=" + namespace,
                "-e",
                "VMASCOPE_SAMPLING_INTERVAL=1s",
                "-e",
                "VMASCOPE_GROUPS_0_MATCH_CONTAINER=" + other,
                "-e",
                "VMASCOPE_GROUPS_0_GROUP=" + GROUP));
    all.addAll(List.of(options));
    all.add(ImageContainer.IMAGE);
    return ImageContainer.start(all.toArray(String[]::new));
  }

  private static JsonNode process(ImageContainer container, String which) {
    return JsonMapper.shared()
        .readTree(container.get("/api/processes/" + which, container.token()).body());
  }

  private static List<Exposition.Sample> series(ImageContainer container, String name) {
    byte[] scrape = container.get("/actuator/prometheus", container.token()).body();
    return Exposition.parse(new String(scrape, StandardCharsets.UTF_8)).samples().stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> GROUP.equals(sample.labels().get("group")))
        .toList();
  }

  private static Optional<Double> value(ImageContainer container, String name) {
    return series(container, name).stream().map(Exposition.Sample::value).findFirst();
  }

  private static void awaitASample(ImageContainer container) {
    await("a sample")
        .atMost(Duration.ofMinutes(1))
        .until(() -> value(container, "vmascope_group_processes").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "private"})
  void isRightWithTheControlGroupsOfTheHost(String namespace) {
    try (ImageContainer container =
        start(
            namespace,
            "-v",
            "/sys/fs/cgroup:/host/cgroup:ro",
            "-e",
            "VMASCOPE_CGROUP_ROOT=/host/cgroup")) {
      awaitASample(container);
      JsonNode memory = process(container, Long.toString(pid())).at("/limits/cgroupMemory");
      assertThat(memory.path("limitBytes").asLong()).as("%s", memory).isEqualTo(LIMIT);
      assertThat(memory.path("usageBytes").asLong()).isBetween(FILLED, LIMIT);
      assertThat(value(container, "vmascope_group_memory_limit_bytes")).hasValue((double) LIMIT);
      assertThat(value(container, "vmascope_group_memory_limit_ratio").orElseThrow())
          .isBetween((double) FILLED / LIMIT, 1.0);
      assertThat(value(container, "vmascope_group_memory_limit_eta_seconds"))
          .hasValue(Double.POSITIVE_INFINITY);
      // A process names its container when it is a minute old.
      await("the container is named")
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() ->
              assertThat(series(container, "vmascope_group_memory_limit_info"))
                  .singleElement()
                  .satisfies(info ->
                      assertThat(info.labels())
                          .containsAllEntriesOf(
                              Map.of(
                                  "group",
                                  GROUP,
                                  "container_id",
                                  other,
                                  "pid",
                                  Long.toString(pid())))));
      // What belongs to no container has no limit of one.
      assertThat(process(container, "1").at("/limits/cgroupMemory").path("limitBytes").asLong())
          .isNotEqualTo(LIMIT);
      assertOwn(container);
    }
  }

  @Test
  void comesWithTheUserOfTheMachine() {
    try (ImageContainer container = start("private")) {
      awaitASample(container);
      assertThat(container.execute("grep", ":x:42:", "/etc/passwd")).startsWith("_apt:");
      assertThat(process(container, Long.toString(pid())).path("user").asString()).isEqualTo(USER);
      assertThat(series(container, "vmascope_group_info"))
          .singleElement()
          .satisfies(info -> assertThat(info.labels()).containsEntry("user", USER));
    }
  }

  @Test
  void isUnknownWithoutThem() {
    try (ImageContainer container = start("private")) {
      awaitASample(container);
      JsonNode process = process(container, Long.toString(pid()));
      assertThat(process.at("/limits").has("cgroupMemory")).isFalse();
      assertThat(process.path("unavailable").valueStream())
          .filteredOn(one -> one.path("field").asString().equals("limits.cgroupMemory"))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.path("reason").asString()).isEqualTo("denied");
            assertThat(one.path("remedy").asString())
                .contains("-v /sys/fs/cgroup:/host/cgroup:ro", "hostCgroups.enabled");
          });
      assertThat(series(container, "vmascope_group_memory_limit_bytes")).isEmpty();
      assertThat(series(container, "vmascope_group_memory_limit_info")).isEmpty();
      // Nor is it that of the service.
      assertThat(process(container, "1").at("/limits").has("cgroupMemory")).isFalse();
      assertOwn(container);
    }
  }

  private static void assertOwn(ImageContainer container) {
    long own =
        Long.parseLong(docker("inspect", "-f", "{{.HostConfig.Memory}}", container.containerId()));
    assertThat(process(container, "self").at("/limits/cgroupMemory/limitBytes").asLong())
        .isEqualTo(own);
  }
}

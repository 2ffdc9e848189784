package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Processes by their names, by what they map, and in groups, on captures.
class NamedProcessesApiTest extends CapturesFixture {
  @BeforeEach
  void waitForTheFirstSample() {
    await().until(() -> api().get("/readyz").statusCode() == 200);
  }

  @Test
  void groupsByAFieldHaveAllProcesses() {
    JsonNode processes = api().json("/api/processes?limit=1000&type=user");
    for (String by : List.of("name", "executable", "user", "unit", "container", "pod")) {
      JsonNode groups = api().json("/api/groups?limit=1000&by=" + by);
      assertThat(groups.at("/totals/processes").asInt())
          .as(by)
          .isEqualTo(processes.path("total").asInt());
      for (JsonNode group : groups.path("groups")) {
        String name = group.path("group").asString();
        long members =
            processes
                .path("processes")
                .valueStream()
                .filter(
                    row -> row.path(by).asString(by.equals("name") ? "" : "(none)").equals(name))
                .count();
        assertThat(group.path("processes").asLong()).as(by + " " + name).isEqualTo(members);
      }
    }
    assertThat(api().get("/api/groups?by=group").statusCode()).isEqualTo(400);
  }

  @Test
  void processesAreFoundByWhatTheyMap() {
    JsonNode mappers = api().json("/api/processes?maps=*/libjvm.so&limit=1000");
    assertThat(mappers.path("total").asInt()).isPositive();
    for (JsonNode process : mappers.path("processes")) {
      JsonNode maps =
          api().json("/api/processes/" + process.path("pid").asString() + "/maps?path=*/libjvm.so");
      assertThat(maps.path("count").asInt()).isPositive();
    }
    assertThat(api().json("/api/processes?maps=*/no-such-library*").path("total").asInt()).isZero();
  }

  /// What has another reason comes before the mappings of all processes are read.
  @Test
  void namesOfMemoryAreNoFiles() {
    assertThat(api().json("/api/processes?maps=[[]heap]").path("total").asInt()).isZero();
    assertThat(api().get("/api/processes?maps=*&sort=nonsense").statusCode()).isEqualTo(400);
  }

  @Test
  void aNameStandsForItsOnlyProcess() {
    JsonNode java = api().json("/api/processes/java/maps");
    assertThat(java.path("pid").asInt()).isEqualTo(17632);
    assertThat(api().json("/api/processes/java").path("name").asString()).isEqualTo("java");
    assertThat(api().json("/api/diff?a=java&b=17632").path("unchanged").asInt()).isPositive();
    assertThat(api().json("/api/processes/server").path("pid").asInt()).isEqualTo(310);
    String two = new String(api().get("/api/processes/twin").body(), StandardCharsets.UTF_8);
    assertThat(two).contains("\"status\":400", "expected one of 312, 313, since 2 processes");
    String none = new String(api().get("/api/processes/jav/maps").body(), StandardCharsets.UTF_8);
    assertThat(none).contains("\"status\":404", "/api/processes?name=*jav*");
    String like = new String(api().get("/api/processes/jvaa").body(), StandardCharsets.UTF_8);
    assertThat(like).contains("\"status\":404", "perhaps java is meant");
  }

  @Test
  void aPatternWithoutAStarThatMatchesNothingIsAnsweredWithOneThatDoes() {
    JsonNode nothing = api().json("/api/processes?name=JAV");
    assertThat(nothing.path("total").asInt()).isZero();
    assertThat(nothing.path("hint").asString()).contains("name=*jav*");
    assertThat(api().utf8("/api/processes?name=JAV&format=table")).contains("name=*jav*");
    assertThat(api().json("/api/processes?name=JAV*").has("hint")).isFalse();
    assertThat(api().json("/api/processes?name=java&user=nobody").path("total").asInt()).isZero();
    assertThat(api().json("/api/processes?name=java&user=nobody").has("hint")).isFalse();
    assertThat(api().json("/api/processes/java/maps?path=libjvm.so").path("hint").asString())
        .contains("path=*libjvm.so*");
    assertThat(api().json("/api/objects?path=libjvm.so").path("hint").asString())
        .contains("path=*libjvm.so*");
    assertThat(api().json("/api/groups?name=jav").path("hint").asString()).contains("name=*jav*");
  }
}

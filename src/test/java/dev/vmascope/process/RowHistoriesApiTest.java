package dev.vmascope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.ShellChild;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recent values in the rows of all processes, by one request.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.sampling.interval=100ms",
      "vmascope.growth.window=6s",
      "vmascope.growth.leak-window=6s"
    })
class RowHistoriesApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void waitForASample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/api/processes").statusCode() == 200);
  }

  private JsonNode rows(String query) {
    return api.json("/api/processes?limit=1000&" + query);
  }

  private static JsonNode row(JsonNode answer, long pid) {
    return answer
        .path("processes")
        .valueStream()
        .filter(row -> row.path("pid").asLong() == pid)
        .findFirst()
        .orElseGet(() -> JsonMapper.shared().createObjectNode());
  }

  private static List<Long> history(JsonNode row) {
    return row.path("history").valueStream().map(JsonNode::asLong).toList();
  }

  @Test
  void showHowAProcessGrows() {
    try (ShellChild child = ShellChild.start()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            child.grow();
            List<Long> values = history(row(rows("history=privateBytes"), child.pid()));
            assertThat(values.stream().distinct().count()).isGreaterThan(3);
            assertThat(values.getLast() - values.getFirst()).isGreaterThan(5_000_000);
            assertThat(values).hasSizeLessThanOrEqualTo(30);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "residentBytes",
        "privateBytes",
        "virtualBytes",
        "swapBytes",
        "mappings",
        "threads"
      })
  void endWithTheValueOfTheRow(String measure) {
    JsonNode answer = rows("type=user&history=" + measure);
    JsonNode times = answer.path("historyTimes");
    assertThat(times.path("measure").asString()).isEqualTo(measure);
    double step = times.path("stepSeconds").asDouble();
    int count = times.path("count").asInt();
    assertThat(step).isEqualTo(0.2);
    assertThat(count).isEqualTo(30);
    assertThat(
            Instant.parse(times.path("start").asString())
                .plusMillis(Math.round(1e3 * step * (count - 1))))
        .isEqualTo(answer.at("/capture/at").asString());
    assertThat(answer.path("processes")).isNotEmpty();
    for (JsonNode row : answer.path("processes")) {
      assertThat(row.has("history")).isEqualTo(row.has(measure));
      if (row.has(measure)) {
        assertThat(history(row).getLast()).isEqualTo(row.path(measure).asLong());
        assertThat(history(row)).hasSizeBetween(1, count);
      }
    }
  }

  @Test
  void areAbsentWithoutMemoryForAReason() {
    JsonNode answer = rows("type=kernel-thread&history=residentBytes");
    assertThat(answer.path("processes")).isNotEmpty().allMatch(row -> !row.has("history"));
    assertThat(answer.path("unavailable").valueStream())
        .anyMatch(absent ->
            absent.path("field").asString().equals("processes[].history")
                && absent.path("reason").asString().equals("not-applicable"));
  }

  @Test
  void areThereOnlyForWhoAsks() {
    assertThat(rows("").toString()).doesNotContain("\"history");
    assertThat(api.utf8("/api/processes?format=csv")).doesNotContain("history");
    assertThat(api.utf8("/api/processes?format=wide")).doesNotContain("HISTORY");
  }

  /// What asks for them is their own parameter, not the choice of columns.
  @Test
  void comeWithAnyColumnsOrderAndFormat() {
    JsonNode some = rows("type=user&sort=name&columns=pid&history=threads");
    assertThat(some.path("processes"))
        .allSatisfy(
            row -> assertThat(row.propertyNames()).containsExactlyInAnyOrder("pid", "history"));
    List<String> lines =
        api.utf8("/api/processes?type=user&format=ndjson&history=threads").lines().toList();
    assertThat(lines.getFirst()).contains("\"history\":[");
    assertThat(JsonMapper.shared().readTree(lines.getLast()).at("/historyTimes/measure").asString())
        .isEqualTo("threads");
  }

  @ParameterizedTest
  @CsvSource({
    "history=heap, history",
    "history=pid, history",
    "history=, history",
    "history=threads&format=csv, history",
    "history=threads&format=table, history",
    "history=threads&format=wide, history",
    "columns=history, columns",
    "sort=history, sort"
  })
  void areRefusedWhereTheyHaveNoPlace(String query, String parameter) {
    HttpResponse<byte[]> answer = api.get("/api/processes?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JsonMapper.shared().readTree(answer.body()).path("parameter").asString())
        .isEqualTo(parameter);
  }
}

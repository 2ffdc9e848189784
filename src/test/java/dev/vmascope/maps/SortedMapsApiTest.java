package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The largest mappings of a process, and the totals of what filters leave.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SortedMapsApiTest {
  @RegisterExtension final SleepingChild child = new SleepingChild();
  @LocalServerPort private int port;

  private String path(String query) {
    return "/api/processes/" + child.pid() + "/maps?" + query;
  }

  private JsonNode json(String query) {
    return new LiveApi(port).json(path(query));
  }

  private static List<JsonNode> rows(JsonNode answer) {
    return answer.path("mappings").valueStream().toList();
  }

  private static long size(JsonNode mapping) {
    return mapping.path("sizeBytes").asLong();
  }

  @Test
  void areTheFirstOfAllBySizeThenByAddress() {
    JsonNode all = json("kind=file");
    List<JsonNode> expected =
        rows(all).stream()
            .sorted(Comparator.comparingLong(SortedMapsApiTest::size).reversed())
            .limit(5)
            .toList();
    JsonNode sorted = json("kind=file&sort=sizeBytes&limit=5");
    assertThat(rows(sorted)).isEqualTo(expected);
    assertThat(sorted.path("count").asInt()).isEqualTo(5);
    assertThat(sorted.has("next")).isFalse();
    assertThat(sorted.path("totals")).isEqualTo(all.path("totals"));
    assertThat(sorted.at("/totals/mappings").asInt()).isEqualTo(rows(all).size());
    assertThat(sorted.at("/totals/sizeBytes").asLong())
        .isEqualTo(rows(all).stream().mapToLong(SortedMapsApiTest::size).sum());
    List<JsonNode> smallest = rows(json("sort=sizeBytes,asc&limit=1000"));
    assertThat(smallest)
        .isSortedAccordingTo(Comparator.comparingLong(SortedMapsApiTest::size))
        .containsExactlyInAnyOrderElementsOf(rows(json("")));
  }

  @Test
  void canBeSortedByMemoryUse() {
    JsonNode sorted = json("detail=smaps&force=true&sort=residentBytes,desc&limit=3");
    List<Long> resident =
        rows(sorted).stream().map(row -> row.at("/usage/residentBytes").asLong()).toList();
    assertThat(resident).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    long all =
        rows(json("detail=smaps&force=true")).stream()
            .mapToLong(row -> row.at("/usage/residentBytes").asLong())
            .sum();
    assertThat(sorted.at("/totals/residentBytes").asLong()).isEqualTo(all).isPositive();
  }

  @Test
  void areSummedUpInTheLastLineOfATable() {
    JsonNode totals = json("permissions=r-x?").path("totals");
    String table = new LiveApi(port).text(path("permissions=r-x?&format=table"));
    assertThat(table.lines().toList().getLast())
        .startsWith("total: mappings " + totals.path("mappings").asInt() + ", size ")
        .matches(".*, size \\d.* [KM]iB");
    JsonNode first = json("limit=1");
    assertThat(first.has("totals")).isFalse();
    assertThat(json("limit=1000&after=" + first.path("next").asString()).has("totals")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=begin",
        "sort=residentBytes",
        "sort=sizeBytes,up",
        "sort=sizeBytes,asc,desc",
        "sort=sizeBytes&limit=1001",
        "sort=sizeBytes&after=MHgw"
      })
  void areNotSortedByAnythingElse(String query) {
    HttpResponse<byte[]> answer = new LiveApi(port).get(path(query));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(": expected ");
  }
}

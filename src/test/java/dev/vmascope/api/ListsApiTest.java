package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.CsvText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Columns, orders and totals of every list, on captures, which do not change.
class ListsApiTest extends CapturesFixture {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String LISTS =
      """
      /api/processes?limit=1000                       | processes | true
      /api/groups?limit=1000                          | groups    | true
      /api/groups?by=user&limit=1000                  | groups    | true
      /api/findings?limit=1000                        | findings  | true
      /api/objects?limit=1000                         | objects   | true
      /api/processes/{jvm}/maps?limit=1000            | mappings  | true
      /api/processes/305/maps?detail=smaps&limit=1000 | mappings  | true
      /api/processes/16078/threads?limit=1000         | threads   | false
      """;

  /// They are read one after another. A list that changes meanwhile cannot be compared.
  @BeforeEach
  void theMappingsOfAllProcessesAreRead() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            assertThat(api().json("/api/processes?limit=1000").path("processes").valueStream())
                .filteredOn(row -> row.has("mappings"))
                .hasSize(9));
  }

  private String path(String list) {
    String jvm = api().json("/api/processes?name=java&limit=1").at("/processes/0/pid").asString();
    return list.replace("{jvm}", jvm);
  }

  private String utf8(String path) {
    return api().utf8(path);
  }

  private static List<String> header(String csv) {
    return new CsvText(csv).records().getFirst();
  }

  /// A row with only the field that a column of CSV has, wherever it is.
  private static boolean holdsNothingElse(JsonNode row, JsonNode whole) {
    return row.properties().stream()
        .allMatch(field -> {
          JsonNode there = whole.path(field.getKey());
          return field.getValue().isObject()
              ? holdsNothingElse(field.getValue(), there)
              : field.getValue().equals(there);
        });
  }

  private static int leaves(JsonNode row) {
    return row.properties().stream()
        .mapToInt(field -> field.getValue() instanceof ObjectNode nested ? leaves(nested) : 1)
        .sum();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = LISTS)
  void showTheColumnsThatAreAskedFor(String list, String rows, boolean sortable) {
    String path = path(list);
    List<JsonNode> whole = api().json(path).path(rows).valueStream().toList();
    assertThat(whole).isNotEmpty();
    List<List<String>> records = new CsvText(utf8(path + "&format=csv")).records();
    List<String> columns = records.getFirst();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      int place = i;
      // With the first: a line with nothing in it would be no record.
      String two = i == 0 ? column : columns.getFirst() + "," + column;
      List<Integer> places = i == 0 ? List.of(0) : List.of(0, i);
      assertThat(new CsvText(utf8(path + "&format=csv&columns=" + two)).records())
          .as(column)
          .isEqualTo(
              records.stream().map(record -> places.stream().map(record::get).toList()).toList());
      List<JsonNode> json =
          api().json(path + "&columns=" + column).path(rows).valueStream().toList();
      assertThat(json).as(column).hasSameSizeAs(whole);
      for (int row = 0; row < json.size(); row++) {
        assertThat(holdsNothingElse(json.get(row), whole.get(row))).as(column).isTrue();
        boolean empty = records.get(row + 1).get(place).isEmpty();
        assertThat(leaves(json.get(row))).as(column).isLessThanOrEqualTo(1);
        assertThat(leaves(json.get(row)) == 1 || empty).as(column + json.get(row)).isTrue();
      }
      assertThat(utf8(path + "&format=table&columns=" + column)).as(column).isNotBlank();
    }
    List<String> last = List.of(columns.getLast(), columns.getFirst());
    assertThat(header(utf8(path + "&format=csv&columns=" + String.join(",", last))))
        .isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = LISTS)
  void areSortedByEachColumn(String list, String rows, boolean sortable) {
    if (!sortable) {
      assertThat(api().get(path(list) + "&sort=tid").statusCode()).isEqualTo(400);
      return;
    }
    String path = path(list);
    Set<JsonNode> whole = new LinkedHashSet<>(api().json(path).path(rows).valueStream().toList());
    boolean paged = !list.contains("/maps");
    for (String column : header(utf8(path + "&format=csv"))) {
      String sorted =
          path.replaceFirst("limit=\\d+", "limit=" + (paged ? 7 : 1000)) + "&sort=" + column;
      List<JsonNode> found = new ArrayList<>();
      String after = "";
      do {
        JsonNode page = api().json(sorted + after);
        page.path(rows).forEach(found::add);
        after = page.has("next") ? "&after=" + page.path("next").asString() : "";
      } while (!after.isEmpty());
      assertThat(found).as(column).doesNotHaveDuplicates();
      if (paged) {
        assertThat(found).as(column).containsExactlyInAnyOrderElementsOf(whole);
      } else {
        assertThat(found).as(column).containsAll(whole);
      }
    }
  }

  @Test
  void totalsAreTheSumsOfAllPages() {
    JsonNode all = api().json("/api/processes?limit=1000");
    JsonNode first = api().json("/api/processes?limit=2&sort=name");
    assertThat(first.path("totals")).isEqualTo(all.path("totals"));
    for (String field : List.of("residentBytes", "threads", "swapBytes", "mappings")) {
      long sum =
          all.path("processes").valueStream().mapToLong(row -> row.path(field).asLong()).sum();
      assertThat(all.at("/totals/" + field).asLong()).as(field).isEqualTo(sum).isNotNegative();
    }
    assertThat(all.at("/totals/residentBytes").asLong()).isPositive();
    assertThat(all.path("totals").has("pid")).isFalse();
    String table = utf8("/api/processes?limit=2&format=table&columns=name,threads");
    assertThat(table.lines().toList().getLast())
        .startsWith("total ")
        .endsWith(" " + all.at("/totals/threads").asString());
    assertThat(utf8("/api/processes?limit=2&format=table&columns=name")).doesNotContain("total");
  }

  @Test
  void prettyAnswersHaveALineForEachField() {
    for (String path :
        List.of(
            "/api/processes?limit=3",
            "/api/processes/305/maps?limit=3",
            "/api?",
            "/api/nothing?")) {
      String plain = utf8OfAny(path + (path.endsWith("?") ? "" : "&") + "pretty=false");
      String pretty = utf8OfAny(path + (path.endsWith("?") ? "" : "&") + "pretty=true");
      assertThat(JSON.readTree(pretty).properties().stream().map(Map.Entry::getKey))
          .as(path)
          .containsExactlyElementsOf(
              JSON.readTree(plain).properties().stream().map(Map.Entry::getKey).toList());
      assertThat(pretty).as(path).startsWith("{\n  \"").endsWith("\n}\n");
    }
    assertThat(utf8OfAny("/api/processes?pretty=yes")).contains("pretty: expected true or false");
    assertThat(utf8("/api/processes?pretty=true&format=csv")).startsWith("pid,name,");
  }

  private String utf8OfAny(String path) {
    return new String(api().get(path).body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/processes?columns=residentByte  | perhaps residentBytes is meant
          /api/processes?columns=pid,pid       | expected each column once
          /api/processes?columns=pid,          | expected names of columns
          /api/processes?sort=nam              | perhaps name is meant
          /api/processes/self?columns=pid      | The parameter columns is unknown
          /api/processes/1/maps?sort=residentBytes | residentBytes needs detail=smaps
          /api/processes/1/maps?columns=residentBytes | columns: expected names of columns
          """)
  void whatIsNoColumnIsNamed(String path, String answer) {
    byte[] body = api().get(path).body();
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("\"status\":400", answer);
  }
}

package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.MappingKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API over HTTP, on the processes of this machine: its description, its lists.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    // One sample for the whole test, so that pages of it can be compared.
    properties = {"vmascope.sampling.interval=1h", "vmascope.scan.budget=1"})
class ApiTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/openapi.json");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
  }

  @Test
  void describesEveryOperationWithAnExampleThatFits() {
    JsonNode description = api.json("/v3/api-docs");
    FitsSchema schema = new FitsSchema(description);
    assertThat(description.path("openapi").asString()).startsWith("3.1");
    assertThat(description.path("paths").size()).isGreaterThanOrEqualTo(6);
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        check(method.getKey() + " " + path.getKey(), method.getValue(), schema);
      }
    }
  }

  private static void check(String name, JsonNode operation, FitsSchema schema) {
    assertThat(operation.path("summary").asString()).as(name).isNotBlank();
    assertThat(operation.path("description").asString()).as(name).isNotBlank();
    assertThat(operation.path("x-scope").asString()).as(name).contains(":");
    if (operation.path("responses").has("204")) {
      return;
    }
    JsonNode answer = answer(operation);
    JsonNode example = answer.at("/examples/real/value");
    if (example.isString()) {
      schema.checkEvents(example.asString());
      return;
    }
    assertThat(example.size()).as("example of %s", name).isPositive();
    // The example of a zip is the manifest in it.
    if (!answer.path("schema").path("format").asString("").equals("binary")) {
      schema.check(name, example, answer.path("schema"));
    }
  }

  /// The answer in JSON, or else in the only form that there is.
  private static JsonNode answer(JsonNode operation) {
    String status = operation.path("responses").has("200") ? "200" : "201";
    JsonNode content = operation.path("responses").path(status).path("content");
    return content.has("application/json")
        ? content.path("application/json")
        : content.iterator().next();
  }

  @ParameterizedTest
  @CsvSource({
    "/api, /api",
    "/api/processes?limit=1000, /api/processes",
    "/api/processes/self, /api/processes/{pid}",
    "/api/processes/2, /api/processes/{pid}",
    "/api/processes/self/maps, /api/processes/{pid}/maps",
    "/api/processes/2/maps, /api/processes/{pid}/maps",
    "/api/processes/self/summary, /api/processes/{pid}/summary",
    "/api/processes/self/maps?detail=smaps&force=true, /api/processes/{pid}/maps",
    "/api/processes/self/summary?detail=rollup&force=true, /api/processes/{pid}/summary",
    "/api/processes/self/summary?detail=smaps&force=true, /api/processes/{pid}/summary",
    "/api/processes/self/numa?force=true, /api/processes/{pid}/numa",
    "/api/processes/2/numa, /api/processes/{pid}/numa",
    "/api/processes/self/objects, /api/processes/{pid}/objects",
    "/api/processes/2/objects, /api/processes/{pid}/objects",
    "/api/processes/self/growth, /api/processes/{pid}/growth",
    "/api/processes/self/growth?window=1m, /api/processes/{pid}/growth",
    "/api/processes/2/growth, /api/processes/{pid}/growth",
    "/api/processes/self/watch?for=100ms, /api/processes/{pid}/watch",
    "/api/processes/2/watch?for=100ms&limit=1, /api/processes/{pid}/watch",
    "/api/diff?a=self&b=self, /api/diff",
    "/api/diff?a=self&b=self&sort=position&limit=3, /api/diff",
    "/api/diff?a=self&b=2, /api/diff",
    "/api/growth, /api/growth",
    "/api/growth?measure=mappings&window=PT1M&limit=3, /api/growth",
    "/api/groups, /api/groups",
    "/api/groups/java, /api/groups/{group}",
    "/api/group?name=java, /api/group",
    "/api/groups/other, /api/groups/{group}",
    "/api/scans, /api/scans",
    "/api/processes/self/scan-estimate, /api/processes/{pid}/scan-estimate",
    "/api/processes/self/scan-estimate?detail=pages, /api/processes/{pid}/scan-estimate",
    "/api/processes/2/scan-estimate, /api/processes/{pid}/scan-estimate",
    "/api/snapshots, /api/snapshots",
    "/api/system, /api/system",
    "/api/processes/self/threads, /api/processes/{pid}/threads",
    "/api/processes/2/threads, /api/processes/{pid}/threads",
    "/api/faults, /api/faults",
    "/api/faults?name=*&limit=2, /api/faults",
    "/api/processes/2/summary, /api/processes/{pid}/summary"
  })
  void answersFitTheDescription(String path, String template) {
    JsonNode description = api.json("/v3/api-docs");
    JsonNode answer = api.json(path);
    JsonNode schema =
        description
            .path("paths")
            .path(template)
            .at("/get/responses/200/content/application~1json/schema");
    assertThat(answer.size()).isPositive();
    new FitsSchema(description).check(path, answer, schema);
  }

  /// With `-Dgolden.update=true` the file is written; what changed is then seen in the diff.
  @Test
  void describesItselfAsBefore() throws IOException {
    ObjectNode description = (ObjectNode) api.json("/v3/api-docs");
    description.withObject("/info").remove("version");
    for (JsonNode path : description.path("paths")) {
      for (JsonNode operation : path) {
        // These are files of their own.
        if (!operation.path("responses").has("204")) {
          ((ObjectNode) answer(operation)).remove("examples");
        }
      }
    }
    String json = JSON.writeValueAsString(description) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, json);
    }
    assertThat(json).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void describesEveryKindOfMapping() {
    JsonNode description = api.json("/v3/api-docs");
    List<String> kinds = Arrays.stream(MappingKind.values()).map(MappingKind::toString).toList();
    assertThat(words(description.at("/components/schemas/MappingView/properties/kind/enum")))
        .isEqualTo(kinds);
    assertThat(words(description.at("/components/parameters/kind/schema/items/enum")))
        .isEqualTo(kinds);
  }

  private static List<String> words(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"residentBytes,desc", "pid,asc", "threads", "uid,desc", "swapBytes,asc"})
  void pagesOfProcessesAddUpToTheWholeList(String sort) {
    JsonNode whole = api.json("/api/processes?limit=1000&sort=" + sort);
    List<Integer> paged = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          api.json(
              "/api/processes?limit=7&sort=" + sort + (next.isEmpty() ? "" : "&after=" + next));
      page.path("processes").forEach(process -> paged.add(process.path("pid").asInt()));
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    List<Integer> pids =
        whole.path("processes").valueStream().map(process -> process.path("pid").asInt()).toList();
    assertThat(pids).hasSize(whole.path("total").asInt()).doesNotHaveDuplicates();
    assertThat(paged).isEqualTo(pids);
  }

  @Test
  void filtersProcesses() {
    JsonNode self = api.json("/api/processes/self");
    String name = self.path("name").asString();
    assertThat(api.json("/api/processes?name=" + name).path("processes").valueStream())
        .allMatch(process -> process.path("name").asString().equals(name))
        .anyMatch(process -> process.path("pid").equals(self.path("pid")));
    assertThat(api.json("/api/processes?type=kernel-thread").path("processes").valueStream())
        .isNotEmpty()
        .allMatch(process -> process.path("type").asString().equals("kernel-thread"))
        .noneMatch(process -> process.has("residentBytes"));
    assertThat(api.json("/api/processes?minResidentBytes=1000000").path("processes").valueStream())
        .isNotEmpty()
        .allMatch(process -> process.path("residentBytes").asLong() >= 1_000_000);
    assertThat(
            api.json("/api/processes?user=" + self.path("user").asString() + "&limit=1000")
                .path("processes")
                .valueStream())
        .allMatch(process -> process.path("uid").equals(self.path("uid")));
  }

  @Test
  void explainsKernelThreadsInsteadOfShowingZeros() {
    JsonNode summary = api.json("/api/processes/2/summary");
    assertThat(summary.path("type").asString()).isEqualTo("kernel-thread");
    assertThat(summary.has("virtualBytes")).isFalse();
    assertThat(summary.path("unavailable").valueStream())
        .allMatch(absent -> absent.path("reason").asString().equals("not-applicable"))
        .allMatch(absent -> absent.path("remedy").asString().contains("kernel thread"));
    assertThat(api.get("/api/processes/2/maps?format=text").body()).isEmpty();
    assertThat(api.get("/api/processes/2/maps?format=csv").body()).isNotEmpty();
  }

  @Test
  void listsTheOperationsWithTheirParameters() {
    assertThat(api.json("/api").path("operations").valueStream())
        .anySatisfy(operation -> {
          assertThat(operation.path("path").asString()).isEqualTo("/api/processes/{pid}/maps");
          assertThat(operation.path("parameters").toString()).contains("permissions", "after");
        });
    assertThat(new String(api.get("/api/processes?format=table").body(), StandardCharsets.UTF_8))
        .contains("PID")
        .contains("RESIDENT");
  }
}

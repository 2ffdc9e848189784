package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API description as those read it who generate clients from it: each rule holds everywhere.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DescriptionTest {
  /// Names that clients call. Whoever renames or removes one breaks them.
  private static final Path OPERATION_IDS = Path.of("src/test/resources/golden/operation-ids.txt");

  private static final Pattern MEMBER = Pattern.compile("\\.with\\(\\s*\"(\\w+)\"");

  @LocalServerPort private int port;
  private DescribedApi api = new DescribedApi(JsonMapper.shared().createObjectNode());

  @BeforeEach
  void read() {
    api = new DescribedApi(new LiveApi(port).json("/v3/api-docs"));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(api.references())
        .isNotEmpty()
        .filteredOn(target -> !api.root().at(target.substring(1)).isObject())
        .isEmpty();
  }

  @Test
  void nothingIsNull() {
    assertThat(api.schemas().values().stream().flatMap(List::stream))
        .allSatisfy(schema -> {
          assertThat(schema.path("type").toString()).doesNotContain("null");
          assertThat(schema.has("nullable")).isFalse();
        });
  }

  @Test
  void everySchemaHasAType() {
    assertThat(api.schemas().values().stream().flatMap(List::stream))
        .hasSizeGreaterThan(500)
        .filteredOn(schema ->
            !schema.path("type").isString() && !schema.has("$ref") && !schema.has("oneOf"))
        .isEmpty();
  }

  @Test
  void everyNumberHasAWidth() {
    api.schemas()
        .forEach((name, schemas) ->
            assertThat(schemas)
                .as(name)
                .allSatisfy(schema -> {
                  switch (schema.path("type").asString("")) {
                    case "integer" ->
                        assertThat(schema.path("format").asString("")).isIn("int32", "int64");
                    case "number" ->
                        assertThat(schema.path("format").asString("")).isEqualTo("double");
                    default -> assertThat(schema.path("format").asString("")).doesNotContain("int");
                  }
                }));
  }

  @Test
  void whatCanPass31BitsHas63() {
    api.schemas()
        .forEach((name, schemas) -> {
          if (name.matches("\\??([a-z].*)?([bB]ytes|[tT]icks|[mM]icros|[iI]node|Faults|Kills)")) {
            assertThat(schemas)
                .as(name)
                .noneMatch(schema -> schema.path("format").asString("").equals("int32"));
          }
        });
  }

  @Test
  void everyParameterIsExplained() {
    assertThat(api.parameters())
        .filteredOn(parameter -> parameter.path("description").asString("").length() < 10)
        .isEmpty();
  }

  @Test
  void aNameHasOneTypeEverywhere() {
    api.schemas().forEach(DescriptionTest::haveOneForm);
  }

  private static void haveOneForm(String name, List<JsonNode> schemas) {
    Set<String> forms = new TreeSet<>();
    for (JsonNode schema : schemas) {
      String type = schema.path("type").asString("");
      if (type.equals("integer") || type.equals("number")) {
        forms.add(type + " " + schema.path("format").asString(""));
      }
    }
    assertThat(forms).as(name).hasSizeLessThan(2);
  }

  @Test
  void aParameterOfSeveralOperationsIsDescribedOnce() {
    Set<JsonNode> own = new HashSet<>();
    Map<String, Integer> used = new HashMap<>();
    for (JsonNode operation : api.operations()) {
      for (JsonNode parameter : operation.path("parameters")) {
        if (parameter.has("$ref")) {
          used.merge(parameter.path("$ref").asString(), 1, Integer::sum);
        } else {
          assertThat(own.add(parameter)).as("%s is no component", parameter).isTrue();
        }
      }
    }
    JsonNode components = api.root().at("/components/parameters");
    assertThat(used)
        .hasSize(components.size())
        .allSatisfy((_, times) -> assertThat(times).isGreaterThan(1));
    assertThat(own).doesNotContainAnyElementsOf(components.valueStream().toList());
    assertThat(components.propertyNames())
        .contains("pid", "startTicks", "limit", "after", "format");
  }

  @Test
  void anErrorIsDescribedOnce() {
    for (JsonNode operation : api.operations()) {
      assertThat(operation.path("responses").propertyNames()).contains("default");
      operation
          .path("responses")
          .properties()
          .forEach(response -> {
            String status = response.getKey();
            if (!status.startsWith("2")) {
              String component = "Problem" + (status.equals("default") ? "" : status);
              assertThat(response.getValue().toString())
                  .isEqualTo("{\"$ref\":\"#/components/responses/" + component + "\"}");
            }
          });
    }
    api.root()
        .at("/components/responses")
        .forEach(response ->
            assertThat(response.at("/content/application~1problem+json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Problem"));
  }

  /// The names that the code gives to further members.
  @Test
  void everyMemberOfAProblemIsDescribed() throws IOException {
    Set<String> members = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        MEMBER
            .matcher(Files.readString(source))
            .results()
            .forEach(name -> members.add(name.group(1)));
      }
    }
    assertThat(members).contains("pid", "parameter", "below", "limitBytes");
    assertThat(api.root().at("/components/schemas/Problem/properties").propertyNames())
        .containsAll(members);
  }

  @Test
  void everyOperationNamesItsProblems() {
    for (JsonNode operation : api.operations()) {
      for (JsonNode problem : operation.path("x-problems")) {
        assertThat(
                operation.path("responses").properties().stream()
                    .map(response -> response.getValue().path("$ref").asString(""))
                    .filter(target -> !target.isEmpty())
                    .map(target ->
                        api.root().at(target.substring(1)).path("description").asString()))
            .as("%s of %s", problem, operation.path("operationId"))
            .anyMatch(description -> description.contains("`" + problem.asString() + "`"));
      }
      assertThat(operation.path("description").asString()).contains("Scope: `");
    }
  }

  @Test
  void groupsAreInTheOrderOfUseAndExplained() {
    Set<String> used = new LinkedHashSet<>();
    for (JsonNode operation : api.operations()) {
      assertThat(operation.path("tags").size()).isEqualTo(1);
      used.add(operation.at("/tags/0").asString());
    }
    List<String> tags =
        api.root().path("tags").valueStream().map(tag -> tag.path("name").asString()).toList();
    assertThat(tags).startsWith("Processes", "Growth").endsWith("System");
    assertThat(tags).containsExactlyInAnyOrderElementsOf(used);
    assertThat(api.root().path("tags").valueStream())
        .allSatisfy(
            tag -> assertThat(tag.path("description").asString()).matches("[A-Z].{20,}\\."));
  }

  @Test
  void operationsKeepTheirIds() throws IOException {
    List<String> ids =
        api.operations().stream().map(one -> one.path("operationId").asString()).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
    assertThat(ids).containsAll(Files.readAllLines(OPERATION_IDS));
  }
}

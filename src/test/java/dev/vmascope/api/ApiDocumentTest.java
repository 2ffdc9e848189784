package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What docs/api.md says, compared with the API description.
class ApiDocumentTest {
  private static final Pattern OPERATION = Pattern.compile("`(GET|POST|DELETE) (/api[^` ]*)`");
  private static final Pattern WORD = Pattern.compile("`([a-z][A-Za-z]+)`");

  private final String document;
  private final JsonNode description;

  ApiDocumentTest() throws IOException {
    document = Files.readString(Path.of("docs/api.md"));
    description = new JsonMapper().readTree(Path.of("src/test/resources/golden/openapi.json"));
  }

  private List<String> rows(String heading) {
    String section = document.substring(document.indexOf("## " + heading + "\n"));
    int end = section.indexOf("\n## ", 1);
    return (end < 0 ? section : section.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .toList();
  }

  private Set<String> properties() {
    Set<String> names = new TreeSet<>();
    description
        .at("/components/schemas")
        .forEach(schema -> names.addAll(schema.path("properties").propertyNames()));
    return names;
  }

  private static String first(String row) {
    return row.split("\\|", -1)[1];
  }

  /// Those of a stored snapshot share rows.
  @Test
  void hasARowForEachOperation() {
    Set<String> written = new TreeSet<>();
    String earlier = "";
    for (String row : rows("Operations")) {
      Matcher operation = OPERATION.matcher(first(row));
      while (operation.find()) {
        earlier = operation.group(2);
        written.add(operation.group(1) + " " + earlier);
      }
      for (String rest :
          List.of(
              "/maps/{address}",
              "/summary",
              "/access",
              "/findings",
              "/numa",
              "/objects",
              "/symbol",
              "/capture")) {
        if (first(row).contains("`" + rest + "`")) {
          written.add("GET /api/snapshots/{snapshot}" + rest);
        }
      }
      if (first(row).contains("`DELETE …`")) {
        written.add("DELETE " + earlier);
      }
    }
    Set<String> described =
        description.path("paths").properties().stream()
            .filter(path -> path.getKey().startsWith("/api"))
            .flatMap(path ->
                path.getValue().propertyNames().stream()
                    .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(written).isEqualTo(described);
  }

  /// A word in code in the row of an operation is one of its parameters, a value of one, or a
  /// field.
  @Test
  void namesOnlyWhatThereIs() {
    String all = description.toString();
    for (String row : rows("Operations")) {
      Matcher word = WORD.matcher(row.substring(row.indexOf('|', 2)));
      while (word.find()) {
        assertThat(all)
            .as(row)
            .containsPattern("\"" + word.group(1) + "\"|" + word.group(1) + "[,`. ]");
      }
    }
  }

  @Test
  void explainsTermsThatFieldsHave() {
    List<String> terms = rows("Terms").stream().filter(row -> !row.startsWith("|---")).toList();
    assertThat(terms).hasSizeGreaterThan(15);
    Set<String> properties = properties();
    for (String row : terms) {
      Matcher field = WORD.matcher(row.split("\\|", -1)[2]);
      int fields = 0;
      while (field.find()) {
        fields++;
        assertThat(properties).as(row).contains(field.group(1));
      }
      assertThat(fields).as(row).isPositive();
    }
  }
}

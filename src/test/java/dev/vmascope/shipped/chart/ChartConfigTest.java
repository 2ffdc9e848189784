package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The properties of the service that the schema of the chart takes: those that are documented.
class ChartConfigTest {
  private static final Pattern CODE = Pattern.compile("`(vmascope\\.[^`]+)`");

  /// What another value of the chart sets, and what the schema knows by its members.
  private static final Set<String> OTHERWISE =
      Set.of(
          "vmascope.security.mode",
          "vmascope.groups[n].match.FIELD",
          "vmascope.groups[n].group",
          "vmascope.security.jwt.grants[n].subject");

  private static Set<String> documented() throws IOException {
    return Files.readAllLines(Path.of("docs/configuration.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> List.of(line.split("\\|", -1)).get(1))
        .flatMap(cell -> CODE.matcher(cell).results())
        .map((MatchResult code) -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(String at, JsonNode schema, Set<String> names) {
    if (schema.path("additionalProperties").asBoolean(true)) {
      names.add(at);
    } else {
      schema
          .path("properties")
          .properties()
          .forEach(member -> collect(at + "." + member.getKey(), member.getValue(), names));
    }
  }

  @Test
  void theSchemaTakesWhatIsDocumented() throws IOException {
    JsonNode schema =
        JsonMapper.shared().readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
    Set<String> taken = new TreeSet<>();
    collect("vmascope", schema.at("/properties/config/properties/vmascope"), taken);
    Set<String> expected = documented();
    assertThat(expected.removeAll(OTHERWISE)).isTrue();
    expected.add("vmascope.groups");
    expected.add("vmascope.security.jwt.grants");
    assertThat(taken).isEqualTo(expected).hasSizeGreaterThan(30);
  }
}

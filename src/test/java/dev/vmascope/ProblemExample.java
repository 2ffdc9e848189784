package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.http.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The example of a problem in the API description, beside an answer of the service.
///
/// With `-Dgolden.update=true` the answer becomes the example; what changed is then seen in the
/// diff.
public final class ProblemExample {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// The members whose values depend on the process, the machine and the time.
  private static final Set<String> VARYING =
      Set.of("pid", "startTicks", "estimateMillis", "retryAfterSeconds", "id", "below", "above");

  private ProblemExample() {}

  /// Checks that the example is what the service has answered, but for what varies.
  ///
  /// @param answer the whole document
  public static void check(ProblemCode code, String answer) {
    JsonNode real = JSON.readTree(answer);
    assertThat(real.path("type").asString()).isEqualTo("urn:vmascope:problem:" + code);
    Path file = file(code);
    try {
      if (Boolean.getBoolean("golden.update") && !isOf(real, file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writeValueAsString(real) + "\n");
      }
      assertThat(steady(real)).isEqualTo(steady(JSON.readTree(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(JsonNode real, Path file) throws IOException {
    return Files.exists(file) && steady(real).equals(steady(JSON.readTree(Files.readString(file))));
  }

  static Path file(ProblemCode code) {
    return Path.of("src/main/resources/openapi/problems", code + ".json");
  }

  /// A problem without what varies: numbers in texts, and values of some members.
  private static String steady(JsonNode problem) {
    ObjectNode steady = JSON.createObjectNode();
    problem
        .properties()
        .forEach(member -> {
          JsonNode value = member.getValue();
          if (VARYING.contains(member.getKey())) {
            steady.put(member.getKey(), value.getNodeType() + " " + value.propertyNames());
          } else if (value.isString()) {
            steady.put(member.getKey(), withoutNumbers(value.asString()));
          } else {
            steady.set(member.getKey(), value);
          }
        });
    return JSON.writeValueAsString(steady);
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
        .replaceAll("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]{8}", "<snapshot>")
        .replaceAll("0x[0-9a-f]+|[0-9]+", "<number>");
  }
}

package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What an answer says of a field that is absent.
final class AbsentField {
  private AbsentField() {}

  /// The reason and the remedy; empty if nothing is said.
  static String why(JsonNode answer, String field) {
    List<String> whys =
        answer
            .path("unavailable")
            .valueStream()
            .filter(absent -> absent.path("field").asString().equals(field))
            .map(absent ->
                absent.path("reason").asString() + ": " + absent.path("remedy").asString())
            .toList();
    assertThat(whys).as(field).hasSizeLessThanOrEqualTo(1);
    return String.join("", whys);
  }
}

package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Checks documents against the schemas of an API description: no field that it does not know, no
/// value of another type, no word that it does not list.
record FitsSchema(JsonNode apiDescription) {
  void check(String where, JsonNode value, JsonNode schema) {
    JsonNode resolved = resolve(schema);
    if (value.isObject()) {
      JsonNode properties = resolved.path("properties");
      // A map has fields of any name, all of one type.
      JsonNode others = resolved.path("additionalProperties");
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        JsonNode described = properties.path(field.getKey());
        assertThat(described.isObject() || others.isObject())
            .as("%s.%s is described", where, field.getKey())
            .isTrue();
        check(
            where + "." + field.getKey(),
            field.getValue(),
            described.isObject() ? described : others);
      }
    } else if (value.isArray()) {
      assertThat(types(resolved)).as(where).contains("array");
      value.forEach(element -> check(where + "[]", element, resolved.path("items")));
    } else {
      assertThat(types(resolved)).as("%s = %s", where, value).contains(type(value));
      JsonNode words = resolved.path("enum");
      assertThat(words.isMissingNode() || words.valueStream().anyMatch(value::equals))
          .as("%s = %s is one of %s", where, value, words)
          .isTrue();
    }
  }

  private JsonNode resolve(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : resolve(apiDescription.at(reference.substring(1)));
  }

  private static String types(JsonNode schema) {
    return schema.path("type").toString();
  }

  private static String type(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    if (value.isNumber()) {
      return "number";
    }
    return value.isBoolean() ? "boolean" : "string";
  }
}

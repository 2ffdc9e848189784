package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks documents against the schemas of an API description: no field that it does not know, no
/// value of another type, no word that it does not list.
public record FitsSchema(JsonNode apiDescription) {
  public void check(String where, JsonNode value, JsonNode schema) {
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

  /// Checks each event of a stream that has all kinds of them.
  void checkEvents(String stream) {
    Set<String> seen = new TreeSet<>();
    Matcher events = Pattern.compile("event: (.*)\ndata: (.*)\n").matcher(stream);
    while (events.find()) {
      String view =
          switch (events.group(1)) {
            case "hello" -> "HelloEvent";
            case "change" -> "ChangeEvent";
            case "usage" -> "UsageEvent";
            default -> "NoticeEvent";
          };
      seen.add(view);
      check(
          view,
          JsonMapper.shared().readTree(events.group(2)),
          apiDescription.at("/components/schemas/" + view));
    }
    assertThat(seen).contains("HelloEvent", "ChangeEvent", "UsageEvent", "NoticeEvent");
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

package dev.vmascope.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The parts of an API description.
///
/// @param root the whole document
record DescribedApi(JsonNode root) {
  /// All operations.
  List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    root.path("paths").forEach(path -> path.forEach(operations::add));
    return operations;
  }

  /// The parameters of all operations, those that they share and those of their own.
  List<JsonNode> parameters() {
    List<JsonNode> parameters = new ArrayList<>();
    root.at("/components/parameters").forEach(parameters::add);
    for (JsonNode operation : operations()) {
      operation
          .path("parameters")
          .valueStream()
          .filter(parameter -> parameter.has("name"))
          .forEach(parameters::add);
    }
    return parameters;
  }

  /// The bodies of requests, and the responses of all operations and those that they share.
  private List<JsonNode> responses() {
    List<JsonNode> responses = new ArrayList<>();
    root.at("/components/responses").forEach(responses::add);
    for (JsonNode operation : operations()) {
      responses.add(operation.path("requestBody"));
      operation.path("responses").forEach(responses::add);
    }
    return responses;
  }

  /// All targets of references.
  List<String> references() {
    List<String> targets = new ArrayList<>();
    for (JsonNode target : root.findValues("$ref")) {
      targets.add(target.asString());
    }
    return targets;
  }

  /// All schemas, by the name of the field or component that they describe; that of a parameter
  /// follows a question mark.
  Map<String, List<JsonNode>> schemas() {
    Map<String, List<JsonNode>> schemas = new TreeMap<>();
    root.at("/components/schemas")
        .properties()
        .forEach(named -> collect(named.getKey(), named.getValue(), schemas));
    for (JsonNode parameter : parameters()) {
      collect("?" + parameter.path("name").asString(), parameter.path("schema"), schemas);
    }
    for (JsonNode response : responses()) {
      response.path("content").forEach(type -> collect("", type.path("schema"), schemas));
    }
    return schemas;
  }

  private static void collect(String name, JsonNode schema, Map<String, List<JsonNode>> into) {
    into.computeIfAbsent(name, _ -> new ArrayList<>()).add(schema);
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(field.getKey(), field.getValue(), into));
    if (schema.has("items")) {
      collect(name, schema.path("items"), into);
    }
    if (schema.path("additionalProperties").isObject()) {
      collect("", schema.path("additionalProperties"), into);
    }
  }
}

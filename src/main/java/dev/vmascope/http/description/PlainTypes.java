package dev.vmascope.http.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The types for generated clients: no `null`, and one width for each name.
///
/// An optional parameter or field is left out, never sent as `null`. A number that needs 64 bits in
/// one answer has them in all answers.
final class PlainTypes {
  private static final String WIDE = "int64";

  private PlainTypes() {}

  static void applyTo(OpenAPI description) {
    List<Map.Entry<String, Schema<?>>> named = new ArrayList<>();
    description.getComponents().getSchemas().values().forEach(schema -> collect("", schema, named));
    for (Operation operation : OperationTags.operations(description)) {
      for (Parameter parameter : OperationTags.parameters(operation)) {
        collect("?" + parameter.getName(), parameter.getSchema(), named);
      }
      operation.getResponses().values().stream()
          .filter(response -> response.getContent() != null)
          .flatMap(response -> response.getContent().values().stream())
          .forEach(media -> collect("", media.getSchema(), named));
    }
    Set<String> wide = new HashSet<>();
    for (Map.Entry<String, Schema<?>> one : named) {
      withoutNull(one.getValue());
      if (WIDE.equals(one.getValue().getFormat())) {
        wide.add(one.getKey());
      }
    }
    for (Map.Entry<String, Schema<?>> one : named) {
      if ("int32".equals(one.getValue().getFormat()) && wide.contains(one.getKey())) {
        one.getValue().setFormat(WIDE);
      }
    }
  }

  private static void withoutNull(Schema<?> schema) {
    if (schema.getTypes() != null && schema.getTypes().contains("null")) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("null");
      schema.setTypes(types);
    }
  }

  /// Collects a schema and those in it, each with the name of its field or, after a question mark,
  /// of its parameter.
  private static void collect(
      String name, @Nullable Schema<?> schema, List<Map.Entry<String, Schema<?>>> named) {
    if (schema == null) {
      return;
    }
    named.add(Map.entry(name, schema));
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((field, value) -> collect(field, value, named));
    }
    collect(name, schema.getItems(), named);
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      collect("", values, named);
    }
  }
}

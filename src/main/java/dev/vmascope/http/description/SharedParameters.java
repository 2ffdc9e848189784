package dev.vmascope.http.description;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The parameters of several operations, each described once, as a component of the description.
final class SharedParameters {
  private static final String COMPONENT = "#/components/parameters/";

  private static final Comparator<Map.Entry<String, List<Operation>>> MOST_USED =
      Comparator.<Map.Entry<String, List<Operation>>>comparingInt(form -> -form.getValue().size())
          .thenComparing(form -> first(form.getValue()));

  private SharedParameters() {}

  static void addTo(OpenAPI description) {
    Map<String, Map<String, List<Operation>>> users = new TreeMap<>();
    Map<String, Parameter> described = new HashMap<>();
    for (Operation operation : OperationTags.operations(description)) {
      for (Parameter parameter : OperationTags.parameters(operation)) {
        String form = Json31.pretty(parameter);
        described.put(form, parameter);
        users
            .computeIfAbsent(parameter.getName(), _ -> new TreeMap<>())
            .computeIfAbsent(form, _ -> new ArrayList<>())
            .add(operation);
      }
    }
    Map<String, String> components = new HashMap<>();
    users.forEach((name, forms) ->
        forms.entrySet().stream()
            .filter(form -> form.getValue().size() > 1)
            .sorted(MOST_USED)
            .forEach(form ->
                components.put(
                    form.getKey(),
                    components.containsValue(name) ? name + "-" + first(form.getValue()) : name)));
    Map<String, Parameter> named = new TreeMap<>();
    components.forEach(
        (form, name) -> named.put(name, Objects.requireNonNull(described.get(form))));
    description.getComponents().setParameters(named);
    for (Operation operation : OperationTags.operations(description)) {
      List<Parameter> references = new ArrayList<>();
      for (Parameter parameter : OperationTags.parameters(operation)) {
        String name = components.get(Json31.pretty(parameter));
        references.add(name == null ? parameter : new Parameter().$ref(COMPONENT + name));
      }
      operation.setParameters(references.isEmpty() ? null : references);
    }
  }

  /// The first operation in the order of the alphabet, after which a less common form is named.
  private static String first(List<Operation> operations) {
    return operations.stream()
        .map(Operation::getOperationId)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}

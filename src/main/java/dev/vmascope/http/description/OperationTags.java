package dev.vmascope.http.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The groups of operations, in the order in which people need them.
final class OperationTags {
  private static final List<Map.Entry<String, String>> TAGS =
      List.of(
          Map.entry(
              "Processes", "What runs here, and the address space of one process in all detail."),
          Map.entry("Growth", "Which memory grows, how fast, and what it will hit."),
          Map.entry("Findings", "What deserves attention, with its evidence and advice."),
          Map.entry("Objects", "Programs and libraries in memory, and who maps them."),
          Map.entry("Faults", "Why a process crashed, and what an access to an address would do."),
          Map.entry("Changes", "What differs between two moments or two address spaces."),
          Map.entry("Snapshots", "Address spaces that are stored, to be read later and elsewhere."),
          Map.entry("Pasted listings", "Address spaces of other machines, as people send them."),
          Map.entry("System", "The service itself: its operations, its cost, and the machine."));

  private OperationTags() {}

  static void addTo(OpenAPI description) {
    description.setTags(
        TAGS.stream()
            .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue()))
            .toList());
  }

  /// All operations of a description.
  static List<Operation> operations(OpenAPI description) {
    return Objects.requireNonNull(description.getPaths(), "there are operations").values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream)
        .toList();
  }

  /// The parameters of an operation.
  static List<Parameter> parameters(Operation operation) {
    return Objects.requireNonNullElse(operation.getParameters(), List.of());
  }
}

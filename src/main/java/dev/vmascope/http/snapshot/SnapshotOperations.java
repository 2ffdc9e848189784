package dev.vmascope.http.snapshot;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// The description of operations on snapshots that also exist for processes.
@Component
@Order(0)
class SnapshotOperations implements GlobalOpenApiCustomizer {
  private static final String ID = "Id of the snapshot";
  private static final String PROCESSES = "/api/processes/{pid}";
  private static final String SNAPSHOTS = "/api/snapshots/{" + RequestedSnapshot.NAME + "}";

  /// The parameters that mean nothing for a file: it is no running process, and costs nobody.
  private static final List<String> OF_PROCESSES = List.of("pid", "startTicks", "force");

  /// The operations that snapshots have by themselves.
  private static final List<String> OF_THEIR_OWN = List.of("", "/capture");

  @Override
  public void customise(OpenAPI description) {
    description
        .getPaths()
        .forEach((path, item) -> {
          if (path.startsWith(SNAPSHOTS)) {
            item.readOperations().forEach(SnapshotOperations::describeId);
            String rest = path.substring(SNAPSHOTS.length());
            PathItem same = description.getPaths().get(PROCESSES + rest);
            if (same != null && !OF_THEIR_OWN.contains(rest)) {
              describe(item.getGet(), same.getGet());
            }
          }
        });
  }

  private static void describeId(Operation operation) {
    operation.getParameters().stream()
        .filter(parameter -> parameter.getName().equals(RequestedSnapshot.NAME))
        .forEach(parameter -> parameter.description(ID));
  }

  private static void describe(Operation operation, Operation ofProcess) {
    String id = ofProcess.getOperationId();
    operation.setOperationId(
        "snapshot" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
    operation.setTags(List.of("Snapshots"));
    operation.setSummary(ofProcess.getSummary().replace("a process", "a snapshot"));
    operation.setDescription(
        "As `"
            + id
            + "`, for a stored snapshot. What its capture lacks is in `unavailable`.\n\nScope: `"
            + Objects.requireNonNull(operation.getExtensions()).get("x-scope")
            + "`.");
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new Parameter()
            .name(RequestedSnapshot.NAME)
            .in("path")
            .required(true)
            .description(ID)
            .schema(new StringSchema()));
    for (Parameter parameter : operation.getParameters()) {
      if (!OF_PROCESSES.contains(parameter.getName())
          && !parameter.getName().equals(RequestedSnapshot.NAME)) {
        parameters.add(parameter);
      }
    }
    operation.setParameters(parameters);
  }
}

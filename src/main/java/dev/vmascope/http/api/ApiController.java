package dev.vmascope.http.api;

import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The controller of the list of operations, a starting point for users of curl.
@RestController
@Tag(name = "System")
class ApiController {
  private static final String VERSION = "1";

  private final RequestMappingHandlerMapping handlers;
  private volatile @Nullable OperationsView answer;

  ApiController(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
    this.handlers = handlers;
  }

  /// An operation of the API.
  @Schema(name = "OperationSummary")
  record OperationView(
      @Schema(example = "GET") String method,
      @Schema(
              description = "URI template: replace {…} with a value",
              example = "/api/processes/{pid}/maps")
          String path,
      @WideOnly @Schema(description = "Parameters, all optional") List<String> parameters,
      @WideOnly
          @Schema(
              description = "Scope that the operation needs, if tokens are required",
              example = "maps:read")
          String scope,
      String summary) {}

  /// The list of all operations.
  @Schema(name = "Operations")
  record OperationsView(
      @Schema(
              description =
                  "Version of the API: within one, paths, parameters, fields, their types and units stay",
              example = "1")
          String apiVersion,
      List<OperationView> operations,
      @Schema(description = "Path of the API description, OpenAPI 3.1") String openapi,
      @Schema(description = "Path of the Swagger UI, to try out the operations in a browser")
          String swaggerUi,
      @Schema(description = "Path of the pages about problems, one for each code") String problems,
      @Schema(description = "Path of the metrics for Prometheus") String metrics) {}

  @GetMapping("/api")
  @RequiresScope("processes:read")
  @Operation(
      operationId = "operations",
      summary = "All operations",
      description = "All operations of this API, as URI templates with their parameters.")
  @FormattedResponse("The operations")
  OperationsView operations() {
    OperationsView known = answer;
    if (known == null) {
      known =
          new OperationsView(
              VERSION,
              described(),
              "/v3/api-docs",
              "/swagger-ui.html",
              "/problems",
              "/actuator/prometheus");
      answer = known;
    }
    return known;
  }

  private List<OperationView> described() {
    List<OperationView> operations = new ArrayList<>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> handler :
        handlers.getHandlerMethods().entrySet()) {
      Operation operation = handler.getValue().getMethodAnnotation(Operation.class);
      RequiresScope scope = handler.getValue().getMethodAnnotation(RequiresScope.class);
      if (operation != null && scope != null) {
        for (RequestMethod method : handler.getKey().getMethodsCondition().getMethods()) {
          for (String path : handler.getKey().getPatternValues()) {
            operations.add(
                new OperationView(
                    method.name(),
                    path.replace("{*", "{"),
                    List.copyOf(UnknownParameters.known(handler.getValue())),
                    scope.value(),
                    operation.summary()));
          }
        }
      }
    }
    operations.sort(Comparator.comparing(OperationView::path).thenComparing(OperationView::method));
    return List.copyOf(operations);
  }
}

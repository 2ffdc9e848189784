package dev.vmascope.http.description;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.UnknownParameters;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// The problems in the API description: one response for each status, to which operations refer.
@Component
class ProblemResponses implements OperationCustomizer {
  /// Those that any operation may have.
  private static final Set<ProblemCode> ANY =
      EnumSet.of(
          ProblemCode.UNAUTHENTICATED,
          ProblemCode.FORBIDDEN,
          ProblemCode.METHOD_NOT_ALLOWED,
          ProblemCode.INVALID_REQUEST,
          ProblemCode.BUSY,
          ProblemCode.INTERNAL);

  private static final String OTHERS = "Problem";
  private static final String COMPONENT = "#/components/responses/";

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Set<ProblemCode> own = codes(handler);
    own.stream()
        .map(ProblemCode::status)
        .distinct()
        .forEach(status ->
            operation
                .getResponses()
                .addApiResponse(
                    status.toString(), new ApiResponse().$ref(COMPONENT + OTHERS + status)));
    operation
        .getResponses()
        .addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref(COMPONENT + OTHERS));
    operation.addExtension("x-problems", own.stream().map(ProblemCode::toString).toList());
    return operation;
  }

  /// The codes that an operation names, in the order of [ProblemCode].
  private static Set<ProblemCode> codes(HandlerMethod handler) {
    Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
    if (!UnknownParameters.known(handler).isEmpty()) {
      codes.add(ProblemCode.INVALID_PARAMETER);
    }
    if (handler.hasMethodAnnotation(FormattedResponse.class)) {
      codes.add(ProblemCode.NOT_ACCEPTABLE);
    }
    if (namesAProcess(handler)) {
      codes.add(ProblemCode.NOT_READY);
    }
    MergedAnnotations.from(handler.getMethod()).stream(Problems.class)
        .map(named -> named.getEnumArray(MergedAnnotation.VALUE, ProblemCode.class))
        .forEach(named -> codes.addAll(List.of(named)));
    return codes;
  }

  /// Whether the last sample may be needed to know the process.
  private static boolean namesAProcess(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(Pid.class));
  }

  static void addTo(OpenAPI description) {
    Map<Integer, List<ProblemCode>> codes =
        Arrays.stream(ProblemCode.values())
            .collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
    codes.forEach((status, same) ->
        description.getComponents().addResponses(OTHERS + status, response(same)));
    description
        .getComponents()
        .addSchemas(ProblemSchema.NAME, ProblemSchema.schema())
        .addResponses(OTHERS, response(List.copyOf(ANY)));
  }

  private static ApiResponse response(List<ProblemCode> codes) {
    MediaType document =
        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + ProblemSchema.NAME));
    for (ProblemCode code : codes) {
      document.addExamples(
          code.toString(),
          new Example()
              .summary(code.title())
              .value(RecordedAnswers.json("/openapi/problems/" + code + ".json")));
    }
    return new ApiResponse()
        .description(
            codes.stream()
                .map(code -> "`" + code + "`: " + code.title())
                .collect(Collectors.joining("; ")))
        .content(new Content().addMediaType("application/problem+json", document));
  }
}

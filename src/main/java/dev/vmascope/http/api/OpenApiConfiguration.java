package dev.vmascope.http.api;

import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/// The parts of the API description beyond the operations: problems, scopes, examples.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final List<ProblemCode> ANY =
      List.of(
          ProblemCode.UNAUTHENTICATED,
          ProblemCode.FORBIDDEN,
          ProblemCode.METHOD_NOT_ALLOWED,
          ProblemCode.INTERNAL);
  private static final String PROBLEM = "Problem";
  private static final String TOKEN = "token";

  @Bean
  OpenAPI openApi(BuildProperties build) {
    return new OpenAPI()
        .servers(List.of(new Server().url("/")))
        .info(
            new Info()
                .title("vmascope")
                .version(build.getVersion())
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                .description(
                    """
                    Every Linux process's address space. Sizes are in bytes; addresses are strings of unsigned hexadecimal;
                    times are ISO 8601 in UTC. A value that could not be read is absent, and `unavailable` names it with the
                    reason and the remedy; 0 or an empty value never replaces it. Errors are problem documents (RFC 9457).\
                    """))
        .components(
            new Components()
                .addSchemas(PROBLEM, problemSchema())
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("Required if vmascope.security.mode is token or jwt")));
  }

  private static Schema<?> problemSchema() {
    return new ObjectSchema()
        .description("RFC 9457; further members depend on the type")
        .addProperty("type", new StringSchema().example("urn:vmascope:problem:process-not-found"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new Schema<Integer>().type("integer"))
        .addProperty(
            "detail", new StringSchema().description("Cause of the failure, and what to do"))
        .addProperty("instance", new StringSchema().description("Path of the request"));
  }

  @Bean
  OperationCustomizer problemsAndScopes(JsonMapper json) {
    return (operation, handler) -> {
      addScope(operation, handler);
      addProblems(operation, handler);
      addExample(operation, json);
      return operation;
    };
  }

  private static void addScope(Operation operation, HandlerMethod handler) {
    RequiresScope scope = handler.getMethodAnnotation(RequiresScope.class);
    if (scope != null) {
      operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
      operation.addExtension("x-scope", scope.value());
      operation.setDescription(operation.getDescription() + "\n\nScope: `" + scope.value() + "`.");
    }
  }

  private static void addProblems(Operation operation, HandlerMethod handler) {
    Set<ProblemCode> codes = new LinkedHashSet<>();
    if (!UnknownParameters.known(handler).isEmpty()) {
      codes.add(ProblemCode.INVALID_PARAMETER);
    }
    if (handler.hasMethodAnnotation(FormattedResponse.class)) {
      codes.add(ProblemCode.NOT_ACCEPTABLE);
    }
    // Those of an annotation that operations share come before the operation's own.
    MergedAnnotations.from(handler.getMethod()).stream(Problems.class)
        .sorted(Comparator.comparingInt(MergedAnnotation<Problems>::getDistance).reversed())
        .map(named -> named.getEnumArray(MergedAnnotation.VALUE, ProblemCode.class))
        .forEach(named -> codes.addAll(List.of(named)));
    codes.addAll(ANY);
    codes.stream()
        .collect(Collectors.groupingBy(ProblemCode::status))
        .forEach((status, same) ->
            operation
                .getResponses()
                .addApiResponse(
                    status.toString(),
                    new ApiResponse()
                        .description(
                            same.stream()
                                .map(code -> "`" + code + "`: " + code.title())
                                .collect(Collectors.joining("; ")))
                        .content(
                            new Content()
                                .addMediaType(
                                    "application/problem+json",
                                    new MediaType()
                                        .schema(
                                            new Schema<>()
                                                .$ref("#/components/schemas/" + PROBLEM))))));
  }

  /// Adds the example of an operation: the recorded response of a real process, kept beside the
  /// code. That of a stream of events is text, any other is JSON.
  private static void addExample(Operation operation, JsonMapper json) {
    Content content =
        operation.getResponses().entrySet().stream()
            .filter(response -> response.getKey().startsWith("2"))
            .min(Map.Entry.comparingByKey())
            .map(response -> response.getValue().getContent())
            .orElse(null);
    if (content == null) {
      return;
    }
    MediaType stream = content.get(org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE);
    MediaType answer =
        stream == null
            ? Objects.requireNonNull(
                content.getOrDefault("application/json", content.get("application/zip")),
                "every operation answers in JSON, with events, or with a zip that has it")
            : stream;
    // An operation on snapshots has the example of the operation on processes.
    String id = operation.getOperationId().replaceFirst("_\\d+$", "");
    String file = "/openapi/" + id + (stream == null ? ".json" : ".txt");
    try (InputStream example = OpenApiConfiguration.class.getResourceAsStream(file)) {
      if (example == null) {
        throw new IllegalStateException("every operation has an example: " + file + " is missing");
      }
      String text = new String(example.readAllBytes(), StandardCharsets.UTF_8);
      answer.addExamples(
          "real",
          new Example()
              .summary("A real process")
              .value(stream == null ? json.readValue(text, Object.class) : text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

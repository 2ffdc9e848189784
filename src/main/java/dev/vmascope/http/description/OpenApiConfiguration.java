package dev.vmascope.http.description;

import dev.vmascope.http.api.RequiresScope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/// The parts of the API description beyond the operations: shared parts, scopes, examples.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
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
                    Every Linux process's address space. Start with `GET /api/processes`; the pid `self` stands for the service.

                    Sizes are in bytes; addresses are strings of unsigned hexadecimal; times are ISO 8601 in UTC. A value that
                    could not be read is absent, and `unavailable` names it with the reason and the remedy; 0 or an empty value
                    never replaces it. Errors are problem documents (RFC 9457). `pretty=true` indents every JSON answer.\
                    """))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("Required if vmascope.security.mode is token or jwt")));
  }

  /// Comes after those that add or change operations, which have an order.
  @Bean
  OpenApiCustomizer sharedParts() {
    return description -> {
      OperationTags.addTo(description);
      ProblemResponses.addTo(description);
      PlainTypes.applyTo(description);
      SharedParameters.addTo(description);
    };
  }

  @Bean
  OperationCustomizer scopesAndExamples() {
    return (operation, handler) -> {
      addScope(operation, handler);
      addExample(operation);
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

  /// Adds the example of an operation: the recorded response of a real process, kept beside the
  /// code. That of a stream of events is text, any other is JSON.
  private static void addExample(Operation operation) {
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
    answer.addExamples(
        "real",
        new Example()
            .summary("A real process")
            .value(
                stream == null
                    ? RecordedAnswers.json("/openapi/" + id + ".json")
                    : RecordedAnswers.text("/openapi/" + id + ".txt")));
  }
}

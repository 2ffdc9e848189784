package dev.vmascope.http.operation;

import dev.vmascope.http.format.ChosenColumns;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseShape;
import dev.vmascope.http.format.Rows;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// The part of the API description about a [FormattedResponse]: formats and their parameter.
@Component
class ResponseDescription implements OperationCustomizer {
  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Optional<ResponseShape> known = ResponseShape.of(handler);
    FormattedResponse response = handler.getMethodAnnotation(FormattedResponse.class);
    if (known.isPresent() && response != null) {
      ResponseShape shape = known.get();
      ApiResponse answer =
          Stream.of("200", "201")
              .map(operation.getResponses()::get)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      answer.setDescription(response.value());
      addFormats(answer.getContent(), shape);
      if (shape.rows().isPresent()) {
        operation.addParametersItem(columns());
      }
      operation.addParametersItem(format(shape));
      operation.addParametersItem(color());
    }
    return operation;
  }

  private static void addFormats(Content content, ResponseShape shape) {
    Optional<RecordComponent> rows = shape.rows();
    if (rows.isPresent()) {
      String row = Objects.requireNonNull(rows.get().getAnnotation(Rows.class)).value();
      add(content, Format.NDJSON, row + " per line; the last line has the rest");
      add(content, Format.CSV, null);
    }
    if (!shape.text().isEmpty()) {
      add(content, Format.TEXT, shape.text());
    } else if (rows.isEmpty()) {
      add(content, Format.TEXT, "With format=table or wide");
    }
  }

  private static void add(Content content, Format format, @Nullable String description) {
    content.addMediaType(
        format.contentType().replaceFirst(";.*", ""),
        new MediaType().schema(new StringSchema().description(description)));
  }

  private static Parameter columns() {
    return new Parameter()
        .name(ChosenColumns.NAME)
        .in("query")
        .description(ChosenColumns.DESCRIPTION)
        .required(false)
        .schema(new StringSchema());
  }

  private static Parameter format(ResponseShape shape) {
    List<String> words = shape.formats().stream().map(Format::toString).toList();
    String last = words.getLast();
    List<String> others = words.subList(0, words.size() - 1);
    String or = others.size() == 1 ? " or " : ", or ";
    return new Parameter()
        .name("format")
        .in("query")
        .description(String.join(", ", others) + or + last + "; overrides Accept")
        .required(false)
        .schema(new StringSchema()._enum(words));
  }

  private static Parameter color() {
    return new Parameter()
        .name("color")
        .in("query")
        .description("true: a table has colours, by control sequences of terminals (ECMA-48)")
        .required(false)
        .schema(new BooleanSchema());
  }
}

package dev.vmascope.http.description;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;

/// The schema of problem documents, with every member that some problem has.
final class ProblemSchema {
  /// The name of the schema.
  static final String NAME = "Problem";

  private static final String NEIGHBOUR = "#/components/schemas/NeighbourView";

  private ProblemSchema() {}

  static Schema<?> schema() {
    Schema<?> schema =
        new ObjectSchema()
            .description(
                "RFC 9457. The first six members are always there, and which others are depends on the type")
            .addProperty(
                "type", text("`urn:vmascope:problem:` and the code, on which programs can rely"))
            .addProperty("title", text("Short text, the same for all problems of this type"))
            .addProperty("status", int32("HTTP status"))
            .addProperty("detail", text("Cause of the failure, and what to do, for people"))
            .addProperty("instance", text("Path of the request"))
            .addProperty("help", text("Path of a page about problems of this type"))
            .addProperty("parameter", text("Parameter that is not accepted"))
            .addProperty(
                "known",
                new ArraySchema()
                    .items(new StringSchema())
                    .description("Parameters of the operation"))
            .addProperty("scope", text("Scope that the token lacks"))
            .addProperty("pid", int32("Process id"))
            .addProperty("startTicks", int64("Start time of the process that has the pid now"))
            .addProperty("remedy", text("Advice for those who run the service"))
            .addProperty("errno", text("Error of the kernel"))
            .addProperty("retryAfterSeconds", int64("Time after which a repetition can succeed"))
            .addProperty("limitBytes", int64("Limit that was exceeded"))
            .addProperty("estimateMillis", number("Estimated time of the page-table walk"))
            .addProperty("line", int64("Line that cannot be parsed, from 1"))
            .addProperty("column", int64("Column in the line, from 1"))
            .addProperty("expected", text("Expected text"))
            .addProperty("got", text("Text in its place; absent without the scope maps:addresses"))
            .addProperty("address", text("Address that no mapping contains"))
            .addProperty("below", new Schema<>().$ref(NEIGHBOUR))
            .addProperty("above", new Schema<>().$ref(NEIGHBOUR))
            .addProperty("id", text("Id of the failure in the log of the service"));
    schema.setRequired(List.of("type", "title", "status", "detail", "instance", "help"));
    return schema;
  }

  private static Schema<?> text(String description) {
    return new StringSchema().description(description);
  }

  private static Schema<?> int32(String description) {
    return new IntegerSchema().format("int32").description(description);
  }

  private static Schema<?> int64(String description) {
    return new IntegerSchema().format("int64").description(description);
  }

  private static Schema<?> number(String description) {
    return new NumberSchema().format("double").description(description);
  }
}

package dev.vmascope.http.format;

import dev.vmascope.http.row.RowType;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A writer of rows as JSON: of one document, or of one document per line.
///
/// @param rows an encoder of the rows
/// @param tail a writer of all that is left behind the rows
/// @param <R> the row type
record JsonRows<R>(JsonGenerator generator, RowType.Json<R> rows, Consumer<Record> tail)
    implements RowWriter<R> {

  /// One JSON document. It has the fields of the head, the array of rows, and the fields of the
  /// tail.
  static <R> JsonRows<R> document(
      JsonMapper json, OutputStream out, Record head, String rowsName, RowType<R> type) {
    JsonGenerator generator = json.createGenerator(out);
    generator.writeStartObject();
    writeFields(json.valueToTree(head), generator);
    generator.writeArrayPropertyStart(rowsName);
    return new JsonRows<>(
        generator,
        type.json(json),
        tail -> {
          generator.writeEndArray();
          writeFields(json.valueToTree(tail), generator);
          generator.writeEndObject();
        });
  }

  /// One JSON document per line. The last line has the fields of the head and the tail.
  static <R> JsonRows<R> lines(JsonMapper json, OutputStream out, Record head, RowType<R> type) {
    JsonGenerator generator = json.writer().withRootValueSeparator("\n").createGenerator(out);
    return new JsonRows<>(
        generator,
        type.json(json),
        tail -> {
          ObjectNode last = json.valueToTree(head);
          last.setAll(json.<ObjectNode>valueToTree(tail));
          generator.writeTree(last);
        });
  }

  private static void writeFields(JsonNode object, JsonGenerator generator) {
    object
        .properties()
        .forEach(field -> {
          generator.writeName(field.getKey());
          generator.writeTree(field.getValue());
        });
  }

  @Override
  public void row(R row) {
    rows.write(row, generator);
  }

  @Override
  public void end(Record last) {
    tail.accept(last);
    generator.writeRaw('\n');
    generator.close();
  }
}

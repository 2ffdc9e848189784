package dev.vmascope.http.format;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A writer of rows as one JSON document. It has the fields of the head, the array of rows, and the
/// fields of the tail.
final class JsonRows<R extends Record> implements RowWriter<R> {
  private final JsonMapper json;
  private final JsonGenerator generator;
  private final ObjectWriter rowWriter;

  JsonRows(JsonMapper json, OutputStream out, Record head, String rowsName, Class<R> rowType) {
    this.json = json;
    generator = json.createGenerator(out);
    // A flush for every row would be a packet for every row.
    rowWriter = json.writerFor(rowType).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    generator.writeStartObject();
    writeFields(head);
    generator.writeArrayPropertyStart(rowsName);
  }

  private void writeFields(Record fields) {
    JsonNode tree = json.valueToTree(fields);
    tree.properties()
        .forEach(field -> {
          generator.writeName(field.getKey());
          generator.writeTree(field.getValue());
        });
  }

  @Override
  public void row(R row) {
    if (row instanceof RawJsonRow(SerializableString encoded)) {
      generator.writeRawValue(encoded);
    } else {
      rowWriter.writeValue(generator, row);
    }
  }

  @Override
  public void end(Record tail) {
    generator.writeEndArray();
    writeFields(tail);
    generator.writeEndObject();
    generator.writeRaw('\n');
    generator.close();
  }
}

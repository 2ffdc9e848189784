package dev.vmascope.http.format;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A writer of rows as one JSON document per line. The last line has the fields of the head and the
/// tail.
final class NdjsonRows<R extends Record> implements RowWriter<R> {
  private final JsonMapper json;
  private final JsonGenerator generator;
  private final ObjectWriter rowWriter;
  private final Record head;

  NdjsonRows(JsonMapper json, OutputStream out, Record head, Class<R> rowType) {
    this.json = json;
    this.head = head;
    generator = json.writer().withRootValueSeparator("\n").createGenerator(out);
    // A flush for every row would be a packet for every row.
    rowWriter = json.writerFor(rowType).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
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
    ObjectNode last = json.valueToTree(head);
    last.setAll(json.<ObjectNode>valueToTree(tail));
    generator.writeTree(last);
    generator.writeRaw('\n');
    generator.close();
  }
}

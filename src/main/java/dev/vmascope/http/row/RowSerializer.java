package dev.vmascope.http.row;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.NameTransformer;

/// A serializer of a described row in a document. The class of the row names it by [JsonSerialize],
/// and so its description.
///
/// @param <R> the class of the rows
public abstract class RowSerializer<R> extends ValueSerializer<R> {
  private static final JsonFactory JSON = new JsonFactory();

  private final DescribedRow<R> row;
  private final DescribedRow<R> shortRow;

  protected RowSerializer(DescribedRow<R> row) {
    this.row = row;
    shortRow = row.inShortTables();
  }

  /// The description of the rows of a class; `null` if it has none.
  @SuppressWarnings("unchecked") // the serializer of a class is one of its rows
  static <R> @Nullable DescribedRow<R> description(Class<R> rows) {
    JsonSerialize named = rows.getAnnotation(JsonSerialize.class);
    return named != null && RowSerializer.class.isAssignableFrom(named.using())
        ? ((RowSerializer<R>) BeanUtils.instantiateClass(named.using())).row
        : null;
  }

  @Override
  public void serialize(R value, JsonGenerator generator, SerializationContext context) {
    boolean all =
        context.getAttribute(WideOnly.class) == null
            || !WideOnly.InLists.isIn(generator.streamWriteContext());
    try (JsonParser parser = parser(all ? row : shortRow, value)) {
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
  }

  private static <R> JsonParser parser(DescribedRow<R> type, R value) {
    return JSON.createParser(ObjectReadContext.empty(), type.encode(value));
  }

  @Override
  public ValueSerializer<R> unwrappingSerializer(NameTransformer names) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(R value, JsonGenerator generator, SerializationContext context) {
        try (JsonParser parser = parser(row, value)) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            generator.writeName(names.transform(parser.currentName()));
            parser.nextToken();
            generator.copyCurrentStructure(parser);
          }
        }
      }

      @Override
      public boolean isUnwrappingSerializer() {
        return true;
      }
    };
  }
}

package dev.vmascope.http.table;

import dev.vmascope.http.row.WideOnly;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;

/// The fields of a short table: in the lists of a document, those without [WideOnly].
public final class ShortFields extends SimpleBeanPropertyFilter {
  private static final String ID = "short-fields";

  private ShortFields() {}

  /// The same mapper for these fields alone.
  public static JsonMapper of(JsonMapper json) {
    AnnotationIntrospector all = json.serializationConfig().getAnnotationIntrospector();
    return json.rebuild()
        .annotationIntrospector(AnnotationIntrospector.pair(new Filtered(), all))
        .filterProvider(new SimpleFilterProvider().addFilter(ID, new ShortFields()))
        .defaultAttributes(
            json.serializationConfig().getAttributes().withSharedAttribute(WideOnly.class, true))
        .build();
  }

  @Override
  public void serializeAsProperty(
      Object owner, JsonGenerator generator, SerializationContext context, PropertyWriter field)
      throws Exception {
    boolean omitted =
        field.getAnnotation(WideOnly.class) != null
            && WideOnly.InLists.isIn(generator.streamWriteContext())
            && !isInFull(generator.streamWriteContext());
    if (!omitted) {
      super.serializeAsProperty(owner, generator, context, field);
    }
  }

  /// Whether the next value is a field of a row that is shown in full.
  private static boolean isInFull(TokenStreamContext place) {
    TokenStreamContext list = place.getParent();
    TokenStreamContext owner = list == null ? null : list.getParent();
    return list != null
        && list.inArray()
        && owner != null
        && owner.currentName() != null
        && DocumentFields.isInFull(owner.currentName());
  }

  /// The filter for all records.
  private static final class Filtered extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findFilterId(MapperConfig<?> config, Annotated type) {
      return type.getRawType().isRecord() ? ID : null;
    }
  }
}

package dev.vmascope.http.row;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.ResolvedType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A converter of described rows and of enums into the schemas of the API description.
@Component
final class RowSchemas implements ModelConverter {
  /// The schema of the words of an enum.
  static Schema<?> words(Class<?> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    return new StringSchema()._enum(words);
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Class<?> shown =
        type.getType() instanceof ResolvedType resolved
            ? resolved.getRawClass()
            : type.getType() instanceof Class<?> one ? one : Object.class;
    if (shown.isEnum()) {
      return words(shown);
    }
    DescribedRow<?> row = isUnwrapped(type) ? null : RowSerializer.description(shown);
    if (row != null) {
      return schema(row, type, context);
    }
    return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
  }

  /// Whether the type is a component whose place its own components take: the library then asks for
  /// it again.
  private static boolean isUnwrapped(AnnotatedType type) {
    Annotation[] annotations = type.getCtxAnnotations();
    return type.getJsonUnwrappedHandler() != null
        && annotations != null
        && Arrays.stream(annotations).anyMatch(JsonUnwrapped.class::isInstance);
  }

  private static Schema<?> schema(
      DescribedRow<?> row, AnnotatedType type, ModelConverterContext context) {
    Schema<?> schema = row.schema();
    if (!type.isResolveAsRef()) {
      return schema;
    }
    context.defineModel(row.name(), schema);
    return new Schema<>().$ref(row.name());
  }
}

package dev.vmascope.http.api;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// The argument resolver of query-parameter records. Each component comes from the parameter of its
/// name, converted as Spring does. Spring's own resolver reads the annotations of all components
/// anew for each component of each request, and these have many: half the cost of a request for a
/// short listing.
final class QueryRecordResolver implements HandlerMethodArgumentResolver {
  private final ConversionService conversion = DefaultConversionService.getSharedInstance();
  private final ConcurrentMap<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

  /// A component of a record, and its conversion.
  ///
  /// @param words the number of words of a repeatable parameter
  private record Component(String name, TypeDescriptor type, int words) {}

  /// The constructor and the components of a record.
  private record Shape(Constructor<?> constructor, List<Component> components) {
    static Shape of(Class<?> type) {
      return new Shape(
          BeanUtils.getResolvableConstructor(type),
          Arrays.stream(type.getRecordComponents()).map(Shape::component).toList());
    }

    private static Component component(RecordComponent component) {
      ResolvableType type = ResolvableType.forType(component.getGenericType());
      return new Component(
          component.getName(), new TypeDescriptor(type, null, null), words(component));
    }

    private static int words(RecordComponent component) {
      ArraySchema repeated = component.getAccessor().getAnnotation(ArraySchema.class);
      if (repeated == null) {
        return 1;
      }
      Class<?> words = repeated.schema().implementation();
      return words.isEnum()
          ? words.getEnumConstants().length
          : repeated.schema().allowableValues().length;
    }
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().isRecord()
        && parameter.hasParameterAnnotation(ParameterObject.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Shape shape = shapes.computeIfAbsent(parameter.getParameterType(), Shape::of);
    @Nullable Object[] values = new Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      Component component = shape.components().get(i);
      String[] sent = request.getParameterValues(component.name());
      // One value may be a list of its own, with commas; of several, each is one.
      Object given = sent != null && sent.length == 1 ? sent[0] : sent;
      values[i] =
          given == null
              ? null
              : conversion.convert(given, TypeDescriptor.forObject(given), component.type());
      if (values[i] instanceof Collection<?> several && several.size() > component.words()) {
        throw Parameters.invalid(
            component.name(), "expected at most " + component.words() + " values, one of each");
      }
    }
    return BeanUtils.instantiateClass(shape.constructor(), values);
  }
}

package dev.vmascope.http.format;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.web.method.HandlerMethod;

/// The formats of a response, and the rows among the components of its record.
///
/// @param stamped see [FormattedResponse#stamped]
/// @param text the description of the bytes of the kernel; empty if they are not offered
/// @param rows the component with the rows; empty for a record without
public record ResponseShape(boolean stamped, String text, Optional<RecordComponent> rows) {
  static ResponseShape of(FormattedResponse response, Class<?> returned) {
    Class<?> record = response.writes() == void.class ? returned : response.writes();
    return new ResponseShape(
        response.stamped(),
        response.text(),
        Arrays.stream(record.getRecordComponents())
            .filter(component -> component.isAnnotationPresent(Rows.class))
            .findFirst());
  }

  /// The shape of the response of an operation; empty for one without a choice of formats.
  public static Optional<ResponseShape> of(HandlerMethod operation) {
    return Optional.ofNullable(operation.getMethodAnnotation(FormattedResponse.class))
        .map(response -> of(response, operation.getReturnType().getParameterType()));
  }

  /// The formats that are offered.
  public Set<Format> formats() {
    if (rows.isEmpty()) {
      return EnumSet.of(Format.JSON, Format.TABLE, Format.WIDE);
    }
    return text.isEmpty()
        ? EnumSet.complementOf(EnumSet.of(Format.TEXT))
        : EnumSet.allOf(Format.class);
  }

  /// The rows of a record of this shape.
  static List<?> rows(RecordComponent rows, Record record) {
    return value(rows, record) instanceof List<?> list ? list : List.of();
  }

  /// The class of the rows.
  static Class<?> rowType(RecordComponent rows) {
    return ResolvableType.forType(rows.getGenericType()).getGeneric(0).toClass();
  }

  /// The same record with `null` for the rows, which JSON omits.
  static Record withoutRows(RecordComponent rows, Record record) {
    Constructor<? extends Record> constructor =
        BeanUtils.getResolvableConstructor(record.getClass());
    RecordComponent[] components = record.getClass().getRecordComponents();
    @Nullable Object[] fields = new Object[components.length];
    for (int i = 0; i < fields.length; i++) {
      boolean other = !components[i].getName().equals(rows.getName());
      fields[i] = other ? value(components[i], record) : null;
    }
    return BeanUtils.instantiateClass(constructor, fields);
  }

  /// The value of a component of a record, or of one whose components are its own in JSON; `null`
  /// if there is no such component.
  static @Nullable Object value(String name, Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
      if (component.getName().equals(name)) {
        return value(component, record);
      }
      if (unwrapped && value(component, record) instanceof Record part) {
        Object value = value(name, part);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  static @Nullable Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessor of a record component fails", e);
    }
  }
}

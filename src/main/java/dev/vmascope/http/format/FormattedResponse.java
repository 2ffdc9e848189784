package dev.vmascope.http.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A response in the format that the client asks for. The parameter `format` wins over `Accept`. A
/// record with [Rows] is offered as JSON, NDJSON, CSV and tables of its rows, any other as JSON and
/// tables of its fields.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FormattedResponse {
  /// The noun of the response, for the API description.
  String value();

  /// Whether the component `capture` is in the header `Vmascope-Capture` as well, for formats
  /// without fields beside the rows.
  boolean stamped() default false;

  /// The record that describes the JSON of an operation that writes its rows itself.
  Class<?> writes() default void.class;

  /// The description of the bytes of the kernel, if the operation has these as [Format#TEXT].
  String text() default "";
}

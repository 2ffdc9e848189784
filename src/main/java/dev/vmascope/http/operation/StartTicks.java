package dev.vmascope.http.operation;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/// The start time that the process must have, a `Long`; `null` for any. It is in clock ticks after
/// boot.
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = StartTicks.NAME,
    in = ParameterIn.QUERY,
    description =
        "Start time that the process must have, in clock ticks after boot; otherwise the answer is 410")
public @interface StartTicks {
  /// The name in the query.
  String NAME = "startTicks";

  /// The schema in the API description.
  @AliasFor(annotation = Parameter.class, attribute = "schema")
  Schema schema() default @Schema(type = "integer", format = "int64");
}

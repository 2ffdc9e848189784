package dev.vmascope.http.operation;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/// The largest number of rows, an `int` from 1 to 1000. A `@Schema` beside it can have another
/// default.
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Parameter(name = Limit.NAME, in = ParameterIn.QUERY)
@Schema(type = "integer", defaultValue = "" + Limit.ROWS)
public @interface Limit {
  /// The name in the query.
  String NAME = "limit";

  /// The default.
  int ROWS = 100;

  /// The description.
  @AliasFor(annotation = Parameter.class, attribute = "description")
  String value() default "Maximum number of rows, 1 to 1000";
}

package dev.vmascope.http.operation;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/// The request to walk page tables at any cost, a `boolean`.
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Parameter(name = Force.NAME, in = ParameterIn.QUERY)
@Schema(type = "boolean")
public @interface Force {
  /// The name in the query.
  String NAME = "force";

  /// The end of each description: the limits that are lifted.
  String ANYWAY =
      " even if it is too expensive or the budget is spent; needs the scope scans:expensive";

  /// The description: what is read.
  @AliasFor(annotation = Parameter.class, attribute = "description")
  String value() default "true: read" + ANYWAY;
}

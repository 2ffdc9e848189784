package dev.vmascope.growth;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/// The time window of an answer about growth, as it was sent: see [GrowthWindows].
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(in = ParameterIn.QUERY)
@Schema(type = "string", defaultValue = "PT15M")
@interface Window {
  /// The end of each description.
  String RANGE = ", at most four times vmascope.growth.window, as in PT15M or 15m";

  /// The description: what the window is of.
  @AliasFor(annotation = Parameter.class, attribute = "description")
  String value();
}

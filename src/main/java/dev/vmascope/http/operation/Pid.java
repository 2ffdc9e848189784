package dev.vmascope.http.operation;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The id of the process in the path, an `int`. The word `self` is resolved by a read, and a name
/// by the last sample: see [NamedProcess].
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = Pid.NAME,
    in = ParameterIn.PATH,
    required = true,
    description =
        "Process id, self, or a name that only one process has, apart from those that it started itself",
    example = "self",
    schema = @Schema(type = "string"))
public @interface Pid {
  /// The name in the path.
  String NAME = "pid";
}

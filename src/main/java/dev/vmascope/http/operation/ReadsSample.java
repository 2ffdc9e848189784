package dev.vmascope.http.operation;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.problem.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An operation that shows the published sample, which is not there at the very start.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Problems({ProblemCode.NOT_READY})
public @interface ReadsSample {}

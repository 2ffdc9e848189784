package dev.vmascope.http.operation;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.problem.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An operation that reads the process in its path, and no listing of it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Problems({
  ProblemCode.PERMISSION_DENIED,
  ProblemCode.PROCESS_NOT_FOUND,
  ProblemCode.PROCESS_GONE,
  ProblemCode.MALFORMED_FILE,
  ProblemCode.PROCESS_REPLACED,
  ProblemCode.BUSY,
  ProblemCode.READ_STUCK
})
public @interface ReadsProcess {}

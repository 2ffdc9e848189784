package dev.vmascope.http.operation;

import dev.vmascope.http.api.Problems;
import dev.vmascope.http.problem.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An operation for which the kernel walks page tables, as far as the governor agrees.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Problems({
  ProblemCode.FORBIDDEN,
  ProblemCode.PERMISSION_DENIED,
  ProblemCode.PROCESS_NOT_FOUND,
  ProblemCode.PROCESS_GONE,
  ProblemCode.MALFORMED_FILE,
  ProblemCode.PROCESS_REPLACED,
  ProblemCode.TOO_LARGE,
  ProblemCode.SCAN_BUDGET_EXHAUSTED,
  ProblemCode.SCAN_TOO_EXPENSIVE,
  ProblemCode.BUSY,
  ProblemCode.READ_STUCK,
  ProblemCode.PARTIAL_READ
})
public @interface WalksPageTables {}

package dev.vmascope.http.api;

import dev.vmascope.http.problem.ProblemCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The problem codes of an operation, for the API description. Codes that any operation may have
/// (`unauthenticated`, `forbidden`, `method-not-allowed`, `internal`) need not be named, nor those
/// of its parameters and formats. An annotation of operations may carry what they have in common.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {
  ProblemCode[] value();
}

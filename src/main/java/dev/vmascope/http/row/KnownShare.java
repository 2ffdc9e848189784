package dev.vmascope.http.row;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A mark of row components whose sum may cover a known part only. A table for people shows such a
/// sum as `≥ 2661`.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface KnownShare {
  /// The name of a numeric component of the same record with the known share: 1 is all.
  String value();
}

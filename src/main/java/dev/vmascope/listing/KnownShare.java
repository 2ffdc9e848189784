package dev.vmascope.listing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a component of a row that adds up what may be known of a part only. A table for people
/// shows it as `≥ 2661` where that is so.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface KnownShare {
  /// The component of the same record, a number, that says how large the part is: 1 is all.
  String value();
}

package dev.vmascope.systemtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A test of the system that needs ticks or answers in time, and leaves most of the machine idle:
/// only others with this mark run beside it.
@Tag("in-time")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface InTime {
  /// Why, as of the test: what it does.
  String value();
}

package dev.vmascope.http.row;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A mark of row components that are no columns. CSV and tables do not have them. JSON has them
/// whichever columns are chosen; only a parameter of their own asks for them.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonOnly {}

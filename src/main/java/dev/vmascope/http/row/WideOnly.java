package dev.vmascope.http.row;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import tools.jackson.core.TokenStreamContext;

/// A mark of record components that tables for people omit from rows. Wide tables and the other
/// formats include them.
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface WideOnly {
  /// The places in a document where it applies: those in lists, which are tables.
  final class InLists {
    private InLists() {}

    /// Whether the next value is in a list, if only as a part of one of its rows.
    public static boolean isIn(TokenStreamContext place) {
      for (TokenStreamContext around = place; around != null; around = around.getParent()) {
        if (around.inArray()) {
          return true;
        }
      }
      return false;
    }
  }
}

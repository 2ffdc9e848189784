package dev.vmascope.web;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What is absent, as answers have it: `null`, which is left out.
final class Nullables {
  private Nullables() {}

  static @Nullable Long of(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  static @Nullable Double of(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}

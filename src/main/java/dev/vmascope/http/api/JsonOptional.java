package dev.vmascope.http.api;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The conversion of optional values to nullable ones, which JSON responses omit.
public final class JsonOptional {
  private JsonOptional() {}

  public static @Nullable Long of(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  public static @Nullable Double of(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}

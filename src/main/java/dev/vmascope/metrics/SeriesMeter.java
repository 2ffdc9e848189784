package dev.vmascope.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// One meter that every subject of a kind has: every group, every process.
///
/// @param name with dots; the unit is not in it
/// @param unit the base unit; empty for plain numbers
/// @param tags beside the subject's own
/// @param counter whether it only ever rises
/// @param begins when the series appears: from a subject on that this holds for
/// @param value from the sample; absent while there is none, and then the series is absent too
record SeriesMeter<T>(
    String name,
    String unit,
    String description,
    Tags tags,
    boolean counter,
    Predicate<T> begins,
    Function<T, OptionalDouble> value) {

  static <T> SeriesMeter<T> gauge(
      String name, String unit, String description, Function<T, OptionalDouble> value) {
    return new SeriesMeter<>(name, unit, description, Tags.empty(), false, _ -> true, value);
  }

  /// A whole number as meters have it.
  static OptionalDouble asDouble(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  /// The same with one more tag, from a subject on that this holds for.
  SeriesMeter<T> tagged(String key, String word, Predicate<T> from) {
    return new SeriesMeter<>(name, unit, description, tags.and(key, word), counter, from, value);
  }
}

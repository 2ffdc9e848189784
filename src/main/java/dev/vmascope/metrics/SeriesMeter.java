package dev.vmascope.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// A meter that every subject of a kind has: every group, every process.
///
/// @param name the name, with dots; the unit is not in it
/// @param unit the base unit; empty for plain numbers
/// @param tags the tags beside the subject's own
/// @param counter whether it never falls
/// @param begins the condition on the subject from which on the series exists
/// @param value the value from the sample; absent while there is none, and then the series is
///   absent too
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

  /// A whole number as a meter's value.
  static OptionalDouble asDouble(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  /// The same meter with one more tag, from a subject on that fulfils the condition.
  SeriesMeter<T> tagged(String key, String word, Predicate<T> from) {
    return new SeriesMeter<>(name, unit, description, tags.and(key, word), counter, from, value);
  }
}

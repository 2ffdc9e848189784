package dev.vmascope.http.operation;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A hint for a pattern without a star that matches nothing: a pattern that would.
public final class PatternHint {
  private PatternHint() {}

  /// The hint, such as `no value is chrom as a whole; 12 contain it: name=*chrom*`; empty if the
  /// pattern has wildcards, or no text contains it, in lower or upper case.
  ///
  /// @param parameter the name of the parameter
  /// @param pattern the pattern, as it was sent
  /// @param texts what the pattern was compared with
  public static Optional<String> of(
      String parameter, @Nullable String pattern, Supplier<Stream<String>> texts) {
    if (pattern == null || pattern.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    String wanted = pattern.toLowerCase(Locale.ROOT);
    Optional<String> first = texts.get().flatMap(text -> part(text, wanted).stream()).findFirst();
    return first.map(part -> {
      long matching = texts.get().filter(text -> part(text, wanted).isPresent()).count();
      return "no value is "
          + pattern
          + " as a whole; "
          + matching
          + (matching == 1 ? " contains it: " : " contain it: ")
          + parameter
          + "=*"
          + part
          + "*";
    });
  }

  /// The part of a text that is the wanted one but for upper case; empty if there is none.
  private static Optional<String> part(String text, String wanted) {
    int start = text.toLowerCase(Locale.ROOT).indexOf(wanted);
    int end = start + wanted.length();
    return start < 0 || end > text.length()
        ? Optional.empty()
        : Optional.of(text.substring(start, end));
  }
}

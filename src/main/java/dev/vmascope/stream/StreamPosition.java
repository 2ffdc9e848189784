package dev.vmascope.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A position in the events of one address space, to which a client may return.
///
/// @param source the address space: letters, digits
/// @param number the number of the last event before it; numbers ascend over all sources
public record StreamPosition(String source, long number) {
  private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,32})-(\\d{1,18})");

  /// The position of a text; empty if the text is none.
  public static Optional<StreamPosition> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new StreamPosition(parts.group(1), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  /// The text, as the `id` of an event.
  @Override
  public String toString() {
    return source + "-" + number;
  }
}

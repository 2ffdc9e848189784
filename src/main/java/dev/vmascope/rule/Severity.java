package dev.vmascope.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The severity of a finding.
public enum Severity {
  /// Worth knowing.
  LOW,
  /// To be examined in working hours.
  MEDIUM,
  /// To be examined now.
  HIGH;

  /// The severity of this word, if there is one.
  public static Optional<Severity> of(String text) {
    return Arrays.stream(values()).filter(severity -> severity.toString().equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

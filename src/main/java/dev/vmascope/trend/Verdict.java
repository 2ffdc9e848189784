package dev.vmascope.trend;

import java.util.Locale;

/// A verdict on the course of a measure. See docs/growth.md for the rule and how often it is wrong.
public enum Verdict {
  /// Too little is known yet, or again.
  UNKNOWN,
  /// Neither up nor down, apart from noise.
  STEADY,
  /// Down over the growth window.
  SHRINKING,
  /// Up over the growth window, still going on.
  GROWING,
  /// Up over the leak window, to a record, for long, and not into memory that was mapped before.
  LEAKING;

  /// The worse of two.
  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.vmascope.mapping;

import java.util.Locale;

/// How a category is known.
public enum CategorySource {
  /// It follows from what the kernel says: names, permissions, flags.
  KERNEL,
  /// It is a guess, from sizes, places and neighbours.
  HEURISTIC;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}

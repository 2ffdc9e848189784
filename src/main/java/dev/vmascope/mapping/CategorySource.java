package dev.vmascope.mapping;

import java.util.Locale;

/// The source of a category.
public enum CategorySource {
  /// A fact from the kernel: names, permissions, flags.
  KERNEL,
  /// A guess from sizes, positions and neighbours.
  HEURISTIC;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}

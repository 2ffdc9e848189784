package dev.vmascope.comparison;

import java.util.Locale;

/// The correspondence of mappings of two address spaces.
enum Alignment {
  /// By address: both are the same address space, or have the same bases.
  ADDRESS,
  /// By what is mapped, since the addresses differ.
  IDENTITY;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}

package dev.vmascope.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is done at an address.
public enum AccessType {
  READ,
  WRITE,
  /// An instruction is fetched from there.
  EXECUTE;

  /// The type of this text, if there is one.
  public static Optional<AccessType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

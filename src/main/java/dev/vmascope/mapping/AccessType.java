package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The type of an access to memory.
public enum AccessType {
  /// A read of data.
  READ,
  /// A write of data.
  WRITE,
  /// An instruction fetch.
  EXECUTE;

  /// The type of this word, if there is one.
  public static Optional<AccessType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

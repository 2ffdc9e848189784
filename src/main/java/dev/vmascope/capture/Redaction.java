package dev.vmascope.capture;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A kind of facts that is replaced in a capture.
public enum Redaction {
  /// Names that people choose: of files, processes, control groups and memory.
  NAMES,
  /// Addresses that the kernel chooses at random.
  ADDRESSES;

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

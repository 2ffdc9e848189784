package dev.vmascope.elf;

/// A complaint about an object that breaks the format, or exceeds a bound.
final class ElfException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param complaint the complaint in words, with the position in the object; nothing of its bytes
  ElfException(String complaint) {
    // Without the stack trace: it shows nothing of the object, and would cost more than the
    // parsing.
    super(complaint, null, false, false);
  }

  /// The message, which is always there.
  String complaint() {
    return String.valueOf(getMessage());
  }
}

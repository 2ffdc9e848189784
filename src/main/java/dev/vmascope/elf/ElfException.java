package dev.vmascope.elf;

/// Says what of an object is not as the format demands, or more than is read.
final class ElfException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param complaint in words, with the place in the object; nothing of its bytes
  ElfException(String complaint) {
    // Without the stack: it tells nothing of the object, and would cost more than the parsing.
    super(complaint, null, false, false);
  }

  /// The message, which is always there.
  String complaint() {
    return String.valueOf(getMessage());
  }
}

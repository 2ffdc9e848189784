package dev.vmascope.pasted;

/// A complaint about a pasted text. It never quotes the text, which may hold secrets.
public final class PastedTextException extends RuntimeException {
  /// The kind of complaint.
  public enum Kind {
    /// No text.
    EMPTY,
    /// Bytes of a known binary format.
    BINARY,
    /// A text without mappings in a known format.
    UNRECOGNISED,
    /// A listing with a line that does not fit.
    MALFORMED,
    /// A listing with too many mappings.
    TOO_MANY
  }

  private final Kind kind;
  private final int line;
  private final int column;

  PastedTextException(Kind kind, int line, int column, String message) {
    // Without the stack trace: it shows nothing of the text, and costs more than the parsing.
    super(message, null, false, false);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  /// The kind of complaint.
  public Kind kind() {
    return kind;
  }

  /// The line in the text, counted from 1.
  public int line() {
    return line;
  }

  /// The byte in the line, counted from 1.
  public int column() {
    return column;
  }
}

package dev.vmascope.fault;

/// What was to be done with memory.
public enum Access {
  /// Data were to be read.
  READ("read"),
  /// Data were to be written.
  WRITE("write"),
  /// An instruction was to be fetched.
  EXECUTE("execute");

  private final String word;

  Access(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}

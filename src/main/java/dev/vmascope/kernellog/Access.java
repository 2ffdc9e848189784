package dev.vmascope.kernellog;

/// The type of the memory access that a fault interrupted.
public enum Access {
  /// A read of data.
  READ("read"),
  /// A write of data.
  WRITE("write"),
  /// An instruction fetch.
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

package dev.vmascope;

/// A text that counts the reads of its characters, and ends a reader of too many.
public final class CountedText implements CharSequence {
  private final String text;
  private final long most;
  private long reads;

  /// @param most the maximum number of reads
  public CountedText(String text, long most) {
    this.text = text;
    this.most = most;
  }

  /// The number of characters that were read.
  public long reads() {
    return reads;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    reads++;
    if (reads > most) {
      throw new TooManyReadsException();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /// More reads than the text allows.
  public static final class TooManyReadsException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

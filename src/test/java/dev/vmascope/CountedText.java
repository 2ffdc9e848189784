package dev.vmascope;

/// A text that counts how often it is looked at, and ends who looks too often.
public final class CountedText implements CharSequence {
  private final String text;
  private final long most;
  private long looks;

  /// @param most how many looks it bears
  public CountedText(String text, long most) {
    this.text = text;
    this.most = most;
  }

  /// How often a character was asked for.
  public long looks() {
    return looks;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    looks++;
    if (looks > most) {
      throw new TooManyLooksException();
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

  /// More looks than the text bears.
  public static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

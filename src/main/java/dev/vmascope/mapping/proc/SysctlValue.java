package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;

/// A parser of the one-value files in `/proc/sys` and `/sys`. A value of another form than expected
/// is malformed.
public final class SysctlValue {
  private static final String NUMBER = "\\d{1,18}";

  private SysctlValue() {}

  /// A whole number.
  ///
  /// @throws MalformedException if it is something else
  public static long number(String text, String source) {
    String stripped = text.strip();
    if (!stripped.matches(NUMBER)) {
      throw new MalformedException(source, 1, 1, "a whole number", stripped);
    }
    return Long.parseLong(stripped);
  }

  /// The word in brackets, of several: `always [madvise] never`.
  ///
  /// @throws MalformedException if there is none
  public static String chosen(String text, String source) {
    int open = text.indexOf('[');
    int close = text.indexOf(']', open + 1);
    if (open < 0 || close < 0) {
      throw new MalformedException(source, 1, 1, "words, one of them in brackets", text.strip());
    }
    return text.substring(open + 1, close);
  }
}

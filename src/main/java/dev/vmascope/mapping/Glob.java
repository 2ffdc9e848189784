package dev.vmascope.mapping;

/// A pattern over a whole text, case-sensitive: `*` is any run of characters, `?` any one, `[…]`
/// one of a set (`[a-z]`, `[!a]`). A `[` without its `]` stands for itself, as in a shell. Matching
/// takes at most |pattern| × |text| steps, so a stranger may send the pattern.
public record Glob(String pattern) {
  /// Whether the whole text fits.
  public boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resumeAt = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resumeAt = t;
      } else if (p < pattern.length() && fits(p, text.charAt(t))) {
        p = after(p);
        t++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier ones need no second look.
        p = star + 1;
        t = ++resumeAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// The index behind the element that starts here.
  private int after(int p) {
    int close = closing(p);
    return close > 0 ? close + 1 : p + 1;
  }

  private boolean fits(int p, char c) {
    int close = closing(p);
    if (close < 0) {
      return pattern.charAt(p) == '?' || pattern.charAt(p) == c;
    }
    boolean negated = pattern.charAt(p + 1) == '!';
    boolean found = false;
    int at = p + (negated ? 2 : 1);
    while (at < close) {
      char low = pattern.charAt(at);
      boolean range = at + 2 < close && pattern.charAt(at + 1) == '-';
      char high = range ? pattern.charAt(at + 2) : low;
      found |= low <= c && c <= high;
      at += range ? 3 : 1;
    }
    return found != negated;
  }

  /// The `]` of the set that starts here, or -1 if none does. A `]` in the first place belongs to
  /// the set.
  private int closing(int p) {
    if (pattern.charAt(p) != '[') {
      return -1;
    }
    int first = p + (pattern.startsWith("!", p + 1) ? 2 : 1);
    return pattern.indexOf(']', first + 1);
  }
}

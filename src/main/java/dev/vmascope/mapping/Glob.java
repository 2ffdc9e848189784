package dev.vmascope.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A pattern over a whole text, case-sensitive: `*` is any run of characters, `?` any one, `[…]`
/// one of a set (`[a-z]`, `[!a]`). A `[` without its `]` stands for itself, as in a shell. Matching
/// takes at most |pattern| × |text| steps, so a stranger may send the pattern.
public final class Glob {
  /// What one character of the text, or for a star any number of them, must fit.
  private record Element(boolean star, IntPredicate fits) {}

  private final List<Element> elements = new ArrayList<>();

  /// Compiles a pattern; every text is one.
  public Glob(String pattern) {
    int[] characters = pattern.codePoints().toArray();
    int at = 0;
    while (at < characters.length) {
      int close = closing(characters, at);
      if (close > 0) {
        elements.add(new Element(false, set(characters, at + 1, close)));
        at = close + 1;
      } else {
        elements.add(one(characters[at]));
        at++;
      }
    }
  }

  private static Element one(int character) {
    boolean any = character == '*' || character == '?';
    return new Element(character == '*', c -> any || c == character);
  }

  /// The `]` of the set that starts here, or -1 if none does. A `]` in the first place belongs to
  /// the set.
  private static int closing(int[] characters, int open) {
    if (characters[open] != '[') {
      return -1;
    }
    boolean negated = open + 1 < characters.length && characters[open + 1] == '!';
    for (int at = open + (negated ? 3 : 2); at < characters.length; at++) {
      if (characters[at] == ']') {
        return at;
      }
    }
    return -1;
  }

  private static IntPredicate set(int[] characters, int from, int to) {
    boolean negated = characters[from] == '!';
    IntPredicate members = _ -> false;
    int at = negated ? from + 1 : from;
    while (at < to) {
      boolean range = at + 2 < to && characters[at + 1] == '-';
      int low = characters[at];
      int high = range ? characters[at + 2] : low;
      members = members.or(c -> low <= c && c <= high);
      at += range ? 3 : 1;
    }
    return negated ? members.negate() : members;
  }

  /// Whether the whole text fits.
  public boolean matches(String text) {
    int[] characters = text.codePoints().toArray();
    int e = 0;
    int t = 0;
    int star = -1;
    int resumeAt = 0;
    while (t < characters.length) {
      if (e < elements.size() && elements.get(e).star()) {
        star = e++;
        resumeAt = t;
      } else if (e < elements.size() && elements.get(e).fits().test(characters[t])) {
        e++;
        t++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier ones need no second look.
        e = star + 1;
        t = ++resumeAt;
      } else {
        return false;
      }
    }
    while (e < elements.size() && elements.get(e).star()) {
      e++;
    }
    return e == elements.size();
  }
}

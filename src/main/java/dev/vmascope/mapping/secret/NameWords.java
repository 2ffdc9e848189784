package dev.vmascope.mapping.secret;

import java.util.ArrayList;
import java.util.List;

/// The words that a name is made of (`dbPassword`, `DB_PASSWORD`, `-Ddb.password`).
final class NameWords {
  private NameWords() {}

  /// The words of a name, in small letters. They are of ASCII letters and digits; a capital behind
  /// a small letter or a digit begins one. A property of Java or of Gradle is named after `-D` or
  /// `-P`.
  static List<String> of(String name) {
    List<String> words = new ArrayList<>(4);
    StringBuilder word = new StringBuilder();
    boolean mayEnd = false;
    for (int i = isProperty(name) ? 2 : 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean capital = c >= 'A' && c <= 'Z';
      boolean small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!word.isEmpty() && (capital ? mayEnd : !small)) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (capital || small) {
        word.append(capital ? (char) (c + ('a' - 'A')) : c);
      }
      mayEnd = small;
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isProperty(String name) {
    return name.length() > 2
        && name.charAt(0) == '-'
        && (name.charAt(1) == 'D' || name.charAt(1) == 'P')
        && (name.charAt(2) == '_' || Character.isLetterOrDigit(name.charAt(2)));
  }
}

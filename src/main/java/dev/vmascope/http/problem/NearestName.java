package dev.vmascope.http.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The known name that a misspelt one most likely stands for.
public final class NearestName {
  /// The names that are compared and echoed. Others are no slip of the keyboard.
  private static final Pattern NAME = Pattern.compile("\\A[A-Za-z][A-Za-z0-9._-]{0,39}\\z");

  private static final int MOST_EDITS = 2;

  private NearestName() {}

  /// Whether a name can be echoed: letters, digits, dots, dashes and underscores, at most 40.
  public static boolean isPlain(String name) {
    return NAME.matcher(name).matches();
  }

  /// The nearest of some names: one that begins like the other, or differs in two letters at most.
  public static Optional<String> of(String name, Collection<String> known) {
    if (!isPlain(name)) {
      return Optional.empty();
    }
    String sent = name.toLowerCase(Locale.ROOT);
    return misspelt(name, known)
        .or(() ->
            known.stream()
                .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(sent))
                .filter(_ -> sent.length() > 1)
                .min(Comparator.comparingInt(String::length)));
  }

  /// The nearest of some names that differ in two letters at most.
  public static Optional<String> misspelt(String name, Collection<String> known) {
    if (!isPlain(name)) {
      return Optional.empty();
    }
    String sent = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(each -> edits(sent, each) <= MOST_EDITS)
        .min(Comparator.comparingInt(each -> edits(sent, each)));
  }

  /// The words about the nearest of some names, at the end of what was expected; empty without one.
  public static String perhaps(String name, Collection<String> known) {
    return of(name, known).map(near -> "; perhaps " + near + " is meant").orElse("");
  }

  /// The number of letters to insert, delete or replace (Levenshtein 1966), whatever their case.
  private static int edits(String sent, String known) {
    String other = known.toLowerCase(Locale.ROOT);
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= sent.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (sent.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}

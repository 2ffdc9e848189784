package dev.vmascope.kernellog.line;

import java.util.Arrays;
import java.util.Optional;

/// The place in a log line where a message of the kernel may begin. The phrases of messages about
/// faults mark it. The search reads each character once, and comes before any pattern.
///
/// @param start the start of the words, or of the number in brackets behind a name
/// @param behindName whether the name of a thread or process precedes them, as part of the message
/// @param phrases all that the line has, as [KernelPhrase#bits]
public record KernelWords(int start, boolean behindName, long phrases) {
  private static final int SHORTEST =
      Arrays.stream(KernelPhrase.values())
          .mapToInt(phrase -> phrase.text().length())
          .min()
          .orElseThrow();

  /// Those that begin with each character.
  private static final KernelPhrase[][] BY_CHARACTER = byCharacter();

  /// How far from its number words may stand, at most.
  private static final int MOST_BETWEEN = 200;

  private static KernelPhrase[][] byCharacter() {
    KernelPhrase[][] phrases = new KernelPhrase[128][];
    for (int character = 0; character < phrases.length; character++) {
      int first = character;
      phrases[character] =
          Arrays.stream(KernelPhrase.values())
              .filter(phrase -> phrase.text().charAt(0) == first)
              .toArray(KernelPhrase[]::new);
    }
    return phrases;
  }

  /// The first words of a line; empty if it has none.
  public static Optional<KernelWords> in(CharSequence line) {
    return line.length() < SHORTEST ? Optional.empty() : new Search(line).words();
  }

  /// One search through a line.
  private static final class Search {
    private final CharSequence line;
    private long phrases;
    private int first = -1;
    private int behind = -1;
    // The last number in brackets so far: its brackets.
    private int opened = -1;
    private int closed = -1;

    Search(CharSequence line) {
      this.line = line;
    }

    Optional<KernelWords> words() {
      for (int i = 0; i < line.length(); i++) {
        char character = line.charAt(i);
        if (character == ']') {
          closes(i);
        } else if (character < BY_CHARACTER.length) {
          for (KernelPhrase phrase : BY_CHARACTER[character]) {
            if (phrase.isAt(line, i)) {
              found(phrase, i);
            }
          }
        }
      }
      if (first < 0 && behind < 0) {
        return Optional.empty();
      }
      boolean begins = lesser(first, behind) == first;
      return Optional.of(new KernelWords(begins ? first : behind, !begins, phrases));
    }

    private void found(KernelPhrase phrase, int at) {
      boolean again = (phrases & phrase.bit()) != 0;
      phrases |= phrase.bit();
      switch (phrase.place()) {
        case BEGINNING -> first = lesser(first, at);
        case BEHIND_NAME -> behind = lesser(behind, at);
        case BEHIND_NUMBER -> behindNumber(at, 2);
        case FAR_BEHIND_NUMBER -> behindNumber(at, MOST_BETWEEN);
        case BEHIND_COUNT -> first = again ? first : lesser(first, function(at));
        case WITHIN -> {}
      }
    }

    private void behindNumber(int at, int most) {
      if (opened >= 0 && at - closed <= most) {
        behind = lesser(behind, opened);
      }
    }

    private void closes(int at) {
      int start = startOfDigits(line, at);
      if (start > 0 && start < at && line.charAt(start - 1) == '[') {
        opened = start - 1;
        closed = at;
      }
    }

    /// The start of the name of the function that left messages out; -1 if none did.
    private int function(int at) {
      int colon = startOfDigits(line, at) - 2;
      if (colon < 0 || line.charAt(colon) != ':') {
        return -1;
      }
      int start = colon;
      while (start > 0
          && (Character.isLetterOrDigit(line.charAt(start - 1)) || line.charAt(start - 1) == '_')) {
        start--;
      }
      return start;
    }
  }

  private static int lesser(int one, int other) {
    return one < 0 || (other >= 0 && other < one) ? other : one;
  }

  private static int startOfDigits(CharSequence line, int end) {
    int start = end;
    while (start > 0 && end - start < 10 && Character.isDigit(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}

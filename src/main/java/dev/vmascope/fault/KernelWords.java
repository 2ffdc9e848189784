package dev.vmascope.fault;

import java.util.List;
import java.util.Optional;

/// The position of a kernel message about faults in a log line, by its words. This search is cheap,
/// and is made before any pattern is tried.
///
/// @param start the start of the words, or of the number in brackets behind a name
/// @param behindName whether the name of a thread or process precedes them, as part of the message
record KernelWords(int start, boolean behindName) {
  /// The words that begin a message.
  private static final List<String> FIRST =
      List.of(
          "traps: ",
          "oom-kill:constraint=",
          "Out of memory",
          "Out of Memory",
          "Memory cgroup ",
          "No available memory",
          "Killed process ",
          "OOM victim ",
          "Code: ",
          "pc : ",
          "PC is at 0x",
          "sp : ",
          "RIP: ",
          "EIP: ",
          "RSP: ",
          "CPU: ",
          "memory: usage ",
          "Task in /",
          "potentially unexpected fatal signal ");

  /// The words behind a name and its number in brackets.
  private static final List<String> AFTER_NUMBER =
      List.of(": segfault at ", ": unhandled ", ": undefined instruction: pc=", " bad frame in ");

  /// The words at some distance behind the number.
  private static final List<String> AFTER_MORE = List.of(" ip:", " rip:", " eip:");

  private static final String SUPPRESSED = " callbacks suppressed";
  private static final String HEADER = " invoked oom-killer: ";
  private static final int MOST_BETWEEN = 200;

  /// The first such words in a line; empty if it has none.
  static Optional<KernelWords> in(String line) {
    int first = suppressed(line);
    for (String words : FIRST) {
      first = lesser(first, line.indexOf(words));
    }
    int behind = line.indexOf(HEADER);
    for (String words : AFTER_NUMBER) {
      behind = lesser(behind, number(line, words, 2));
    }
    for (String words : AFTER_MORE) {
      behind = lesser(behind, number(line, words, MOST_BETWEEN));
    }
    if (first < 0 && behind < 0) {
      return Optional.empty();
    }
    return Optional.of(
        lesser(first, behind) == first
            ? new KernelWords(first, false)
            : new KernelWords(behind, true));
  }

  private static int lesser(int one, int other) {
    return one < 0 || (other >= 0 && other < one) ? other : one;
  }

  /// The start of the number in brackets before the first such words that have one; -1 if none has.
  private static int number(String line, String words, int most) {
    for (int at = line.indexOf(words); at >= 0; at = line.indexOf(words, at + 1)) {
      for (int end = at - 1; end > 0 && end >= at - most; end--) {
        if (line.charAt(end) == ']') {
          int start = startOfDigits(line, end);
          if (start > 0 && start < end && line.charAt(start - 1) == '[') {
            return start - 1;
          }
        }
      }
    }
    return -1;
  }

  private static int startOfDigits(String line, int end) {
    int start = end;
    while (start > 0 && end - start < 10 && Character.isDigit(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /// The start of the name of the function that left messages out; -1 if none did.
  private static int suppressed(String line) {
    int number = startOfDigits(line, Math.max(0, line.indexOf(SUPPRESSED)));
    int colon = number - 2;
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

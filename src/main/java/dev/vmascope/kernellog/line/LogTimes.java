package dev.vmascope.kernellog.line;

/// A reader of the times among the marks before a message of the kernel.
final class LogTimes {
  /// The most characters before the time of a date in brackets, and behind it.
  private static final int MOST_AROUND_TIME = 40;

  /// `12:34`, and `:56`.
  private static final int TIME = 5;

  private static final int SECONDS = 3;
  private static final int NONE = -1;

  private final LineScanner line;

  /// The first `]` or newline behind the start of the last search; the end of the line, if there is
  /// none. So many brackets cost no more than few.
  private int closing = NONE;

  private int searchedFrom = NONE;

  LogTimes(LineScanner line) {
    this.line = line;
  }

  /// The end of a time: since boot, as a date in brackets, or as a date of ISO 8601.
  ///
  /// @return -1 if there is none
  int at(int start) {
    if (line.at(start) != '[') {
      return isoDate(start);
    }
    int sinceBoot = sinceBoot(start);
    return sinceBoot >= 0 ? sinceBoot : dateInBrackets(start);
  }

  /// `[ 12.345678]`, `[ 12.3s]`, `[ 12.345678 < 0.000012>]`, `[ 12.345678][ T1]`.
  private int sinceBoot(int open) {
    int at = line.blanks(open + 1);
    at = line.character(line.digits(line.optional(at, '+'), 10), '.');
    at = line.optional(line.digits(at, 9), 's');
    int since = sinceLast(line.blanks(at));
    at = line.character(since >= 0 ? since : at, ']');
    int caller = caller(at);
    return line.blanks(caller >= 0 ? caller : at);
  }

  /// `< 0.000012>`.
  private int sinceLast(int open) {
    int start = line.character(open, '<');
    int at = start;
    while (at >= 0
        && at - start < 24
        && (LineScanner.isDigit(line.at(at)) || " +.".indexOf(line.at(at)) >= 0)) {
      at++;
    }
    return at == start ? NONE : line.character(at, '>');
  }

  /// `[ T1]`, `[C0]`.
  private int caller(int open) {
    int at = line.blanks(line.character(open, '['));
    boolean known = line.at(at) == 'T' || line.at(at) == 'C';
    return known ? line.character(line.digits(line.blanks(at + 1), 10), ']') : NONE;
  }

  /// A date in brackets, which has hours and minutes.
  private int dateInBrackets(int open) {
    int close = closing(open + 1);
    if (close - open > 2 * MOST_AROUND_TIME + TIME + SECONDS + 1 || line.at(close) != ']') {
      return NONE;
    }
    for (int at = open + 1; at - open - 1 <= MOST_AROUND_TIME && at + TIME <= close; at++) {
      if (isTime(at) && close - behindTime(at) <= MOST_AROUND_TIME) {
        return line.blanks(close + 1);
      }
      if (line.at(at) == '[') {
        return NONE;
      }
    }
    return NONE;
  }

  private int closing(int from) {
    if (closing < from || from < searchedFrom) {
      searchedFrom = from;
      closing = from;
      while (closing < line.end() && line.at(closing) != ']' && line.at(closing) != '\n') {
        closing++;
      }
    }
    return closing;
  }

  private boolean isTime(int at) {
    return LineScanner.isDigit(line.at(at))
        && LineScanner.isDigit(line.at(at + 1))
        && line.at(at + 2) == ':'
        && LineScanner.isDigit(line.at(at + 3))
        && LineScanner.isDigit(line.at(at + 4));
  }

  private int behindTime(int at) {
    int behind = at + TIME;
    boolean seconds =
        line.at(behind) == ':'
            && LineScanner.isDigit(line.at(behind + 1))
            && LineScanner.isDigit(line.at(behind + 2));
    return seconds ? behind + SECONDS : behind;
  }

  /// `2026-01-31T12:34:56,123456+00:00 `.
  private int isoDate(int start) {
    int at = line.character(line.exactly(start, 4), '-');
    at = line.character(line.exactly(at, 2), '-');
    at = line.character(line.exactly(at, 2), 'T');
    at = line.digits(line.character(ofTime(at, 8, 8), ','), 9);
    return switch (line.at(at)) {
      case 'Z' -> line.character(at + 1, ' ');
      case '+', '-' -> line.character(ofTime(at + 1, 4, 5), ' ');
      default -> NONE;
    };
  }

  private int ofTime(int start, int least, int most) {
    int at = start;
    while (at >= 0
        && at - start < most
        && (LineScanner.isDigit(line.at(at)) || line.at(at) == ':')) {
      at++;
    }
    return at - start < least ? NONE : at;
  }
}

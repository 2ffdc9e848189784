package dev.vmascope.kernellog.line;

/// A reader of the marks that tools put before a message of the kernel.
///
/// A mark is one of these: the time since boot, also with a thread or a processor
/// (`CONFIG_PRINTK_CALLER`) and as `dmesg -d` has it; a date in brackets, in any language; a date
/// of `dmesg --time-format iso`; the tag of syslog, also of RFC 5424. Between a mark and the
/// message the host and the tag of syslog are allowed, and additions by vendors of telephones: the
/// processor, the thread that wrote it.
final class LogMarks {
  /// The most characters before the first mark.
  private static final int MOST_BEFORE = 200;

  /// The most marks behind the first one.
  private static final int MOST_FURTHER = 6;

  private static final int NONE = -1;

  private final CharSequence text;
  private final LineScanner line;
  private final LogTimes times;
  private final int begin;
  private final int end;

  private LogMarks(CharSequence text, int begin, int end) {
    this.text = text;
    this.line = new LineScanner(text, end);
    this.times = new LogTimes(line);
    this.begin = begin;
    this.end = end;
  }

  /// The end of the marks before a message.
  ///
  /// @param begin the start of the line
  /// @param end the start of the message, or where it is at the latest
  /// @return -1 if there are none
  static int end(CharSequence text, int begin, int end) {
    LogMarks marks = new LogMarks(text, begin, end);
    int at = marks.first();
    for (int count = 0; at >= 0 && count < MOST_FURTHER; count++) {
      int next = marks.further(at);
      if (next < 0) {
        break;
      }
      at = next;
    }
    return at;
  }

  private int first() {
    int last = Math.min(end - 1, begin + MOST_BEFORE);
    for (int at = begin; at <= last; at++) {
      char character = text.charAt(at);
      if (character == '[' || character == 'k' || (character >= '0' && character <= '9')) {
        int behind = mark(at);
        if (behind >= 0) {
          return behind;
        }
      }
    }
    int level = level(begin);
    return level >= 0 ? level : facility(begin);
  }

  private int mark(int at) {
    char character = line.at(at);
    if (character == 'k') {
      return tag(at);
    }
    return character == '[' || LineScanner.isDigit(character) ? times.at(at) : NONE;
  }

  private int further(int at) {
    int mark = mark(at);
    if (mark >= 0) {
      return mark;
    }
    int host = host(at);
    if (host >= 0) {
      return host;
    }
    return switch (line.at(at)) {
      case '<' -> level(at);
      case 'c' -> processor(at);
      case '(' -> telephone(at);
      case '[' -> {
        int pid = process(at);
        yield pid >= 0 ? pid : processorAndThread(at);
      }
      default -> NONE;
    };
  }

  /// `kernel:`, `kernel[0]: `, or `kernel - - - ` of RFC 5424, as a word of its own.
  private int tag(int start) {
    if (start > begin && isOfWord(line.at(start - 1))) {
      return NONE;
    }
    int at = kernel(start);
    if (at < 0) {
      return NONE;
    }
    int colon = colon(at);
    return colon >= 0 ? colon : structured(at);
  }

  private int kernel(int start) {
    return line.characters(start, "kernel");
  }

  /// `: `, or `[0]: `.
  private int colon(int start) {
    int pid = line.at(start) == '[' ? line.character(line.digits(start + 1, 10), ']') : start;
    return line.optional(line.character(pid, ':'), ' ');
  }

  /// The process, the message id and the data of RFC 5424: ` - - - `, ` - - [a b="c"] `.
  private int structured(int start) {
    int at = line.character(line.word(line.character(start, ' '), 128), ' ');
    at = line.character(line.word(at, 32), ' ');
    int none = line.character(at, '-');
    return line.character(none >= 0 ? none : line.closed(line.character(at, '['), 200), ' ');
  }

  /// `host kernel: `, whatever the host is.
  private int host(int start) {
    int at = kernel(line.character(line.word(start, 255), ' '));
    return at < 0 ? NONE : colon(at);
  }

  /// `<6>`.
  private int level(int start) {
    return line.character(line.digits(line.character(start, '<'), 3), '>');
  }

  /// `kern :info : `.
  private int facility(int start) {
    int at = line.character(line.blanks(line.letters(start, 3, 8)), ':');
    at = line.character(line.blanks(line.letters(at, 4, 7)), ':');
    return line.character(at, ' ');
  }

  /// `c3 1234 `: the processor and the thread.
  private int processor(int start) {
    int at = line.someBlanks(line.digits(start + 1, 3));
    return line.someBlanks(line.digits(at, 7));
  }

  /// `(1)[123:name]`.
  private int telephone(int start) {
    int at = line.character(line.digits(start + 1, 3), ')');
    if (at < 0) {
      return NONE;
    }
    int thread = line.closed(line.character(line.digits(line.character(at, '['), 7), ':'), 15);
    return line.optional(thread >= 0 ? thread : at, ' ');
  }

  /// `[pid:1,cpu0,name]`.
  private int process(int start) {
    int at = line.digits(line.characters(start, "[pid:"), 1);
    return line.optional(line.closed(at, 60), ' ');
  }

  /// `[0: name: 123]`.
  private int processorAndThread(int start) {
    int name = line.character(line.digits(start + 1, 3), ':');
    if (name < 0) {
      return NONE;
    }
    int close = name;
    while (close < end && line.at(close) != ']') {
      close++;
    }
    int digits = close;
    while (digits > name && LineScanner.isDigit(line.at(digits - 1))) {
      digits--;
    }
    int colon = digits;
    while (colon > name && line.at(colon - 1) == ' ') {
      colon--;
    }
    colon--;
    boolean whole =
        line.at(close) == ']'
            && digits < close
            && close - digits <= 7
            && colon > name
            && line.at(colon) == ':'
            && colon - Math.min(line.blanks(name), colon - 1) <= 16;
    return whole ? line.blanks(close + 1) : NONE;
  }

  /// Whether a character joins what follows to a word or a path.
  private static boolean isOfWord(char character) {
    return LineScanner.isDigit(character)
        || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || "_./-".indexOf(character) >= 0;
  }
}

package dev.vmascope.fault;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What the patterns of log lines have in common.
final class LogPatterns {
  /// The name of a thread: at most fifteen bytes (`TASK_COMM_LEN`), which may look like anything,
  /// but are too few to look like the rest of a line: the leftmost place where that fits is the
  /// true one. Lines of other things that quote what a program chose have more before the quote.
  static final String NAME = "(.{0,15}?)";

  static final String HEX = "([0-9a-f]{1,16})";

  private LogPatterns() {}

  static Pattern of(String... parts) {
    return Pattern.compile(String.join("", parts), Pattern.DOTALL);
  }

  /// A hexadecimal number of at most sixteen digits, unsigned.
  static OptionalLong hex(String digits) {
    return OptionalLong.of(Long.parseUnsignedLong(digits, 16));
  }

  /// A thread or process id; absent if it is larger than any.
  static OptionalInt id(String digits) {
    long id = Long.parseLong(digits);
    return id > 0 && id <= Integer.MAX_VALUE ? OptionalInt.of((int) id) : OptionalInt.empty();
  }
}

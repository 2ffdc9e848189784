package dev.vmascope.fault;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What the patterns of log lines have in common. Names come first in a line and may look like
/// anything, also like the rest of it. But a thread's name has at most fifteen bytes, too few for
/// that: the leftmost place where the rest fits is the true one.
final class LogPatterns {
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

package dev.vmascope.kernellog;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The common parts of the patterns of log lines.
public final class LogPatterns {
  /// The longest name of a thread, in bytes (`TASK_COMM_LEN`).
  public static final int LONGEST_NAME = 15;

  /// The beginnings of lines on other subjects, which quote text that a program chose: see [#NAME].
  public static final String QUOTING =
      "process '|input: |rc rc\\d|overlay: |Tasks? in /|Core dump to ";

  /// The name of a thread: at most fifteen bytes (`TASK_COMM_LEN`). They may be any bytes, but are
  /// too few to imitate the rest of a line: the leftmost place where that fits is the true one.
  ///
  /// Lines on other subjects may quote text early that a program chose, and more of it: the path of
  /// `process '…' started with executable stack` (`fs/exec.c`), the device of `input: … as …`
  /// (`drivers/input/input.c`) and `rc rc0: … as …` (`drivers/media/rc/rc-main.c`), the layer of
  /// `overlay: … is not a directory` (`fs/overlayfs/params.c`), the group of `Task in … killed as a
  /// result of limit of …` and of `Tasks in … are going to be killed …` (`mm/memcontrol.c`), the
  /// file of `Core dump to … aborted` (`fs/coredump.c`). So a name that begins like one of those
  /// counts as none, and its faults are not reported.
  public static final String NAME = "(?!" + QUOTING + ")(.{0,15}?)";

  /// The end of a line that [#NAME] begins: the mapping (`print_vma_addr`, `mm/memory.c`), and the
  /// processor (`show_signal_msg`, since Linux 6.1). A quote is followed by other text.
  public static final String END =
      "((?: in .*\\[(?:[0-9a-f]{1,16},)?[0-9a-f]{1,16}\\+[0-9a-f]{1,16}])?"
          + "(?: likely on CPU \\d{1,5} \\(core \\d{1,5}, socket \\d{1,5}\\))?\\s*)";

  public static final String HEX = "([0-9a-f]{1,16})";

  /// A number of up to sixteen digits, as `%p` prints it: 0 has another form (up to Linux 4.14).
  public static final String POINTER = "(\\(null\\)|[0-9a-f]{1,16})";

  private LogPatterns() {}

  public static Pattern of(String... parts) {
    return Pattern.compile(String.join("", parts), Pattern.DOTALL);
  }

  /// A hexadecimal number of at most sixteen digits, unsigned, or a pointer.
  public static OptionalLong hex(String digits) {
    return OptionalLong.of(digits.equals("(null)") ? 0 : Long.parseUnsignedLong(digits, 16));
  }

  /// A thread or process id; absent if it is larger than any.
  public static OptionalInt id(String digits) {
    long id = Long.parseLong(digits);
    return id > 0 && id <= Integer.MAX_VALUE ? OptionalInt.of((int) id) : OptionalInt.empty();
  }

  /// The value of a register, in group 1.
  public static OptionalLong register(Pattern pattern, CharSequence text) {
    Matcher line = pattern.matcher(text);
    return line.matches() ? hex(line.group(1)) : OptionalLong.empty();
  }
}

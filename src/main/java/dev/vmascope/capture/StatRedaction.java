package dev.vmascope.capture;

import dev.vmascope.mapping.text.MalformedException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The redaction of `/proc/<pid>/stat`. The name of the process ends at the last parenthesis; the
/// addresses are those of code, stack, data, heap, arguments and environment (`do_task_stat`,
/// `fs/proc/array.c`).
final class StatRedaction {
  /// The number of the first field behind the name.
  private static final int FIRST = 3;

  /// `startcode`, `endcode`, `startstack`, `kstkesp`, `kstkeip`; `start_data` to `env_end`.
  private static final Set<Integer> ADDRESSES =
      Set.of(26, 27, 28, 29, 30, 45, 46, 47, 48, 49, 50, 51);

  private StatRedaction() {}

  static String redact(String text, UnaryOperator<String> name, Optional<AddressZones> zones) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 0 || close < open || !text.endsWith("\n")) {
      throw new MalformedException("stat", 1, 1, "'<pid> (<name>) <state> …'", text);
    }
    StringBuilder out = new StringBuilder(text.substring(0, open + 1));
    out.append(name.apply(text.substring(open + 1, close))).append(')');
    String[] fields = text.substring(close + 1, text.length() - 1).strip().split(" ", -1);
    for (int i = 0; i < fields.length; i++) {
      boolean address = zones.isPresent() && ADDRESSES.contains(i + FIRST);
      out.append(' ').append(address ? moved(fields[i], zones.get()) : fields[i]);
    }
    return out.append('\n').toString();
  }

  /// 0 and 1 stand for addresses that there are not, or that the reader may not know.
  private static String moved(String field, AddressZones zones) {
    try {
      return Long.toUnsignedString(zones.moved(Long.parseUnsignedLong(field)));
    } catch (NumberFormatException _) {
      throw new MalformedException("stat", 1, 1, "an address", field);
    }
  }
}

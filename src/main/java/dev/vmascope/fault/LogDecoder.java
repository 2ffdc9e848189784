package dev.vmascope.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells what a line of the kernel's log says of faults. Lines of other things, and lines that are
/// damaged, are no message; nothing is thrown.
final class LogDecoder {
  /// Those who log faults, by the names of their functions.
  private static final Pattern SUPPRESSED =
      Pattern.compile(
          "(?:show_signal_msg|show_signal|arm64_show_signal|do_trap|do_general_protection"
              + "|__bad_area_nosemaphore|do_user_fault|__do_user_fault|warn_bad_vsyscall)"
              + ": (\\d{1,9}) callbacks suppressed\\s*");

  private LogDecoder() {}

  static Optional<LogMessage> decode(CharSequence text) {
    return X86Lines.parse(text)
        .<LogMessage>map(trap -> trap)
        .or(() -> Arm64Lines.parse(text))
        .or(() -> OomLines.parse(text))
        .or(() -> CodeBytes.parse(text))
        .or(() -> Arm64Lines.registers(text))
        .or(() -> suppressed(text));
  }

  private static Optional<LogMessage.Suppressed> suppressed(CharSequence text) {
    Matcher line = SUPPRESSED.matcher(text);
    return line.matches()
        ? Optional.of(new LogMessage.Suppressed(Long.parseLong(line.group(1))))
        : Optional.empty();
  }
}

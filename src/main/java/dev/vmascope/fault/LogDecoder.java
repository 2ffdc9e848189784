package dev.vmascope.fault;

import static dev.vmascope.fault.LogPatterns.NAME;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A decoder of log lines into messages about faults. Lines on other subjects, and damaged lines,
/// are no message; nothing is thrown.
final class LogDecoder {
  /// The functions that log faults, by name.
  private static final Pattern SUPPRESSED =
      Pattern.compile(
          "(?:show_signal_msg|show_signal|arm64_show_signal|do_trap|do_general_protection"
              + "|__bad_area_nosemaphore|do_user_fault|__do_user_fault|warn_bad_vsyscall)"
              + ": (\\d{1,9}) callbacks suppressed\\s*");

  private static final String FATAL = "potentially unexpected fatal signal (\\d{1,2})\\.\\s*";

  /// The line of `print_fatal_signal` (`kernel/signal.c`): alone, with name and number in older
  /// kernels. Newer ones begin with the names of file and thread, which cannot be told apart.
  private static final Pattern FATAL_SIGNAL =
      LogPatterns.of(
          "(?:(?!.{1,300}: .{0,20}: potentially)", NAME, "/(\\d{1,10}): |.{1,300}: )?", FATAL);

  /// A line that begins with the name of a file, chosen by a program: it is this, or no message.
  private static final Pattern END_OF_FATAL_SIGNAL = Pattern.compile(FATAL + "\\z");

  private static final Pattern TASK =
      LogPatterns.of(
          "CPU: \\d{1,5} (?:UID: \\d{1,10} )?PID: (\\d{1,10}) Comm: ",
          NAME,
          " (?:Not tainted|Tainted:|Kdump:).*");

  private LogDecoder() {}

  static Optional<LogMessage> decode(CharSequence text) {
    return END_OF_FATAL_SIGNAL.matcher(text).find()
        ? fatalSignal(text).map(signal -> signal)
        : decodeOthers(text);
  }

  private static Optional<LogMessage> decodeOthers(CharSequence text) {
    return X86Lines.parse(text)
        .<LogMessage>map(trap -> trap)
        .or(() -> Arm64Lines.parse(text))
        .or(() -> OomLines.parse(text))
        .or(() -> CodeBytes.parse(text))
        .or(() -> Arm64Lines.registers(text))
        .or(() -> X86Lines.registers(text))
        .or(() -> OomReportLines.parse(text))
        .or(() -> task(text))
        .or(() -> suppressed(text));
  }

  private static Optional<LogMessage.Suppressed> suppressed(CharSequence text) {
    Matcher line = SUPPRESSED.matcher(text);
    return line.matches()
        ? Optional.of(new LogMessage.Suppressed(Long.parseLong(line.group(1))))
        : Optional.empty();
  }

  private static Optional<LogMessage.FatalSignal> fatalSignal(CharSequence text) {
    Matcher line = FATAL_SIGNAL.matcher(text);
    return line.matches()
        ? TrapKind.ofFatalSignal(line.group(3))
            .map(kind ->
                new LogMessage.FatalSignal(
                    kind,
                    Optional.ofNullable(line.group(1)).map(KernelText::new),
                    line.group(2) == null ? OptionalInt.empty() : LogPatterns.id(line.group(2))))
        : Optional.empty();
  }

  private static Optional<LogMessage.Task> task(CharSequence text) {
    Matcher line = TASK.matcher(text);
    return line.matches() && LogPatterns.id(line.group(1)).isPresent()
        ? Optional.of(
            new LogMessage.Task(
                new KernelText(line.group(2)), LogPatterns.id(line.group(1)).getAsInt()))
        : Optional.empty();
  }
}

package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.LogPatterns.NAME;
import static dev.vmascope.kernellog.line.KernelPhrase.BAD_FRAME;
import static dev.vmascope.kernellog.line.KernelPhrase.CALLBACKS_SUPPRESSED;
import static dev.vmascope.kernellog.line.KernelPhrase.CODE;
import static dev.vmascope.kernellog.line.KernelPhrase.CPU;
import static dev.vmascope.kernellog.line.KernelPhrase.EIP;
import static dev.vmascope.kernellog.line.KernelPhrase.EIP_REGISTER;
import static dev.vmascope.kernellog.line.KernelPhrase.ERROR;
import static dev.vmascope.kernellog.line.KernelPhrase.IP_REGISTER;
import static dev.vmascope.kernellog.line.KernelPhrase.KERNEL_MEMORY_USAGE;
import static dev.vmascope.kernellog.line.KernelPhrase.KILLED;
import static dev.vmascope.kernellog.line.KernelPhrase.MEMORY_AND_SWAP_USAGE;
import static dev.vmascope.kernellog.line.KernelPhrase.MEMORY_CGROUP;
import static dev.vmascope.kernellog.line.KernelPhrase.MEMORY_USAGE;
import static dev.vmascope.kernellog.line.KernelPhrase.NO_AVAILABLE_MEMORY;
import static dev.vmascope.kernellog.line.KernelPhrase.OLD_OUT_OF_MEMORY;
import static dev.vmascope.kernellog.line.KernelPhrase.OLD_PC;
import static dev.vmascope.kernellog.line.KernelPhrase.OOM_DETAILS;
import static dev.vmascope.kernellog.line.KernelPhrase.OOM_HEADER;
import static dev.vmascope.kernellog.line.KernelPhrase.OOM_VICTIM;
import static dev.vmascope.kernellog.line.KernelPhrase.OUT_OF_MEMORY;
import static dev.vmascope.kernellog.line.KernelPhrase.PC;
import static dev.vmascope.kernellog.line.KernelPhrase.RIP;
import static dev.vmascope.kernellog.line.KernelPhrase.RIP_REGISTER;
import static dev.vmascope.kernellog.line.KernelPhrase.RSP;
import static dev.vmascope.kernellog.line.KernelPhrase.SEGFAULT;
import static dev.vmascope.kernellog.line.KernelPhrase.SP;
import static dev.vmascope.kernellog.line.KernelPhrase.SWAP_USAGE;
import static dev.vmascope.kernellog.line.KernelPhrase.TASK_IN;
import static dev.vmascope.kernellog.line.KernelPhrase.TRAPS;
import static dev.vmascope.kernellog.line.KernelPhrase.UNDEFINED;
import static dev.vmascope.kernellog.line.KernelPhrase.UNEXPECTED_SIGNAL;
import static dev.vmascope.kernellog.line.KernelPhrase.UNHANDLED;
import static dev.vmascope.kernellog.line.KernelPhrase.VSYSCALL;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.LogPatterns;
import dev.vmascope.kernellog.OpcodeBytes;
import dev.vmascope.kernellog.TrapKind;
import dev.vmascope.mapping.text.RawText;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A decoder of log lines into messages about faults. Lines on other subjects, and damaged lines,
/// are no message; nothing is thrown.
public final class LogDecoder {
  /// The functions that log faults, by name.
  private static final Pattern SUPPRESSED =
      Pattern.compile(
          "(?:show_signal_msg|show_signal|arm64_show_signal|do_trap|do_general_protection"
              + "|__bad_area_nosemaphore|do_user_fault|__do_user_fault|warn_bad_vsyscall)"
              + ": (\\d{1,9}) callbacks suppressed\\s*");

  private static final String FATAL = "potentially unexpected fatal signal (\\d{1,2})\\.\\s*";

  /// The line of `print_fatal_signal` (`kernel/signal.c`): alone, with name and number in older
  /// kernels. Newer ones begin with the names of file and thread, which cannot be separated.
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

  /// A form of messages.
  ///
  /// @param phrases of which a line of the form has one at least, as [KernelPhrase#bits]
  /// @param read what a line says; empty if it does not have the form
  /// @param needed the phrases that such a line has besides
  /// @param event whether such a message is an event
  private record Form(
      long phrases,
      long needed,
      Function<CharSequence, Optional<? extends LogMessage>> read,
      boolean event) {
    static Form of(
        Function<CharSequence, Optional<? extends LogMessage>> read, KernelPhrase... phrases) {
      return new Form(KernelPhrase.bits(phrases), 0, read, false);
    }

    static Form ofEvent(
        Function<CharSequence, Optional<? extends KernelEvent>> read, KernelPhrase... phrases) {
      return new Form(KernelPhrase.bits(phrases), 0, read::apply, true);
    }

    Form needing(KernelPhrase phrase) {
      return new Form(phrases, phrase.bit(), read, event);
    }

    boolean mayBe(long found) {
      return (phrases & found) != 0 && (needed & ~found) == 0;
    }
  }

  /// All of them: what a line says by the first that it has, it says.
  private static final Form[] FORMS = {
    Form.ofEvent(X86Lines::segfault, SEGFAULT).needing(ERROR),
    Form.ofEvent(X86Lines::trap, IP_REGISTER, RIP_REGISTER, EIP_REGISTER).needing(ERROR),
    Form.ofEvent(X86Lines::vsyscall, IP_REGISTER).needing(VSYSCALL),
    Form.ofEvent(X86Lines::signalFrame, BAD_FRAME),
    Form.ofEvent(Arm64Lines::withAddress, UNHANDLED),
    Form.ofEvent(Arm64Lines::withoutAddress, UNHANDLED),
    Form.ofEvent(Arm64Lines::undefined, UNDEFINED),
    Form.ofEvent(Arm64Lines::signalFrame, BAD_FRAME),
    Form.ofEvent(OomLines::killed, KILLED),
    Form.ofEvent(
        OomLines::chosen, OUT_OF_MEMORY, OLD_OUT_OF_MEMORY, MEMORY_CGROUP, NO_AVAILABLE_MEMORY),
    Form.ofEvent(OomLines::details, OOM_DETAILS),
    Form.ofEvent(OomLines::spared, OOM_VICTIM),
    Form.of(OpcodeBytes::parse, CODE),
    Form.of(Arm64Lines::programCounter, PC, OLD_PC),
    Form.of(Arm64Lines::stackPointer, SP),
    Form.of(X86Lines::instructionPointer, RIP, EIP),
    Form.of(X86Lines::stackPointer, RSP),
    Form.of(OomReportLines::usage, MEMORY_USAGE),
    Form.of(OomReportLines::version, MEMORY_AND_SWAP_USAGE, SWAP_USAGE, KERNEL_MEMORY_USAGE),
    Form.of(OomReportLines::statistics, MEMORY_CGROUP),
    Form.of(OomReportLines::task, TASK_IN),
    Form.of(OomReportLines::header, OOM_HEADER),
    Form.of(LogDecoder::task, CPU),
    Form.of(LogDecoder::suppressed, CALLBACKS_SUPPRESSED)
  };

  /// The phrases of events: also the one before the name, which may stand alone in a line.
  private static final long OF_EVENTS =
      Arrays.stream(FORMS)
          .filter(Form::event)
          .mapToLong(Form::phrases)
          .reduce(KernelPhrase.bits(TRAPS), (some, more) -> some | more);

  private LogDecoder() {}

  /// Whether a line with such phrases may be of an event, or begin one.
  static boolean mayBeEvent(long phrases) {
    return (phrases & OF_EVENTS) != 0;
  }

  /// What a line says. Only the forms are tried that its phrases are of.
  ///
  /// @param phrases what [KernelWords] found in it
  public static Optional<LogMessage> decode(CharSequence text, long phrases) {
    if ((phrases & KernelPhrase.bits(UNEXPECTED_SIGNAL)) != 0
        && END_OF_FATAL_SIGNAL.matcher(text).find()) {
      return fatalSignal(text).map(signal -> signal);
    }
    for (Form form : FORMS) {
      if (form.mayBe(phrases)) {
        Optional<? extends LogMessage> message = form.read.apply(text);
        if (message.isPresent()) {
          return Optional.of(message.get());
        }
      }
    }
    return Optional.empty();
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
                    Optional.ofNullable(line.group(1)).map(RawText::new),
                    line.group(2) == null ? OptionalInt.empty() : LogPatterns.id(line.group(2))))
        : Optional.empty();
  }

  private static Optional<LogMessage.Task> task(CharSequence text) {
    Matcher line = TASK.matcher(text);
    return line.matches() && LogPatterns.id(line.group(1)).isPresent()
        ? Optional.of(
            new LogMessage.Task(
                new RawText(line.group(2)), LogPatterns.id(line.group(1)).getAsInt()))
        : Optional.empty();
  }
}

package dev.vmascope.fault;

import static dev.vmascope.fault.LogPatterns.END;
import static dev.vmascope.fault.LogPatterns.HEX;
import static dev.vmascope.fault.LogPatterns.NAME;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of `show_signal_msg` (`arch/x86/mm/fault.c`), `show_signal` (`arch/x86/kernel/traps.c`)
/// and `warn_bad_vsyscall` (`arch/x86/entry/vsyscall/vsyscall_64.c`).
final class X86Lines {
  private static final Pattern SEGFAULT =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]: segfault at ",
          HEX,
          " (?:rip|eip|ip):? ",
          HEX,
          " (?:rsp|esp|sp):? ",
          HEX,
          " error:? ([0-9a-f]{1,8})",
          END);

  private static final Pattern TRAP =
      LogPatterns.of(
          "(?:traps: )?",
          NAME,
          "\\[(\\d{1,10})] (?:trap )?([a-zA-Z0-9 ]{1,40}?) ip:",
          HEX,
          " sp:",
          HEX,
          "(?: ssp:[0-9a-f]{1,16})? error:([0-9a-f]{1,8})(?:\\([^)]{0,40}\\)(?: in enclave)?)?",
          END);

  private static final Pattern VSYSCALL =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})] (misaligned vsyscall|vsyscall )[^:]{0,160} ip:",
          HEX,
          " cs:[0-9a-f]{1,16} sp:",
          HEX,
          " ax:[0-9a-f]{1,16} si:[0-9a-f]{1,16} di:[0-9a-f]{1,16}\\s*");

  private X86Lines() {}

  /// Reads a line; empty if it is none of these.
  static Optional<Trap> parse(CharSequence text) {
    return segfault(text).or(() -> trap(text)).or(() -> vsyscall(text));
  }

  private static Optional<Trap> segfault(CharSequence text) {
    Matcher line = SEGFAULT.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trap(
            TrapKind.PAGE_FAULT,
            new KernelText(line.group(1)),
            LogPatterns.id(line.group(2)).getAsInt(),
            LogPatterns.hex(line.group(3)),
            LogPatterns.hex(line.group(4)),
            LogPatterns.hex(line.group(5)),
            Optional.of(new FaultCode.PageFault(Long.parseLong(line.group(6), 16))),
            FaultObject.parse(line.group(7)),
            Optional.empty()));
  }

  private static Optional<Trap> trap(CharSequence text) {
    Matcher line = TRAP.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    return TrapKind.ofWords(line.group(3))
        .map(kind ->
            new Trap(
                kind,
                new KernelText(line.group(1)),
                LogPatterns.id(line.group(2)).getAsInt(),
                OptionalLong.empty(),
                LogPatterns.hex(line.group(4)),
                LogPatterns.hex(line.group(5)),
                Optional.of(code(kind, Long.parseLong(line.group(6), 16))),
                FaultObject.parse(line.group(7)),
                Optional.empty()));
  }

  private static FaultCode code(TrapKind kind, long bits) {
    return kind == TrapKind.CONTROL_PROTECTION
        ? new FaultCode.ControlFlow(bits)
        : new FaultCode.Selector(bits);
  }

  /// Only the misaligned call: every other one is followed by the line of its fault.
  private static Optional<Trap> vsyscall(CharSequence text) {
    Matcher line = VSYSCALL.matcher(text);
    if (!line.matches()
        || LogPatterns.id(line.group(2)).isEmpty()
        || !line.group(3).startsWith("misaligned")) {
      return Optional.empty();
    }
    return Optional.of(
        new Trap(
            TrapKind.VSYSCALL,
            new KernelText(line.group(1)),
            LogPatterns.id(line.group(2)).getAsInt(),
            OptionalLong.empty(),
            LogPatterns.hex(line.group(4)),
            LogPatterns.hex(line.group(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /// Whether a line says what the next one is about, and nothing of its own.
  static boolean announces(CharSequence text) {
    Matcher line = VSYSCALL.matcher(text);
    return line.matches() && !line.group(3).startsWith("misaligned");
  }
}

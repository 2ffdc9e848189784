package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.LogPatterns.END;
import static dev.vmascope.kernellog.LogPatterns.HEX;
import static dev.vmascope.kernellog.LogPatterns.NAME;
import static dev.vmascope.kernellog.LogPatterns.POINTER;

import dev.vmascope.kernellog.FaultCode;
import dev.vmascope.kernellog.FaultingModule;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.LogPatterns;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.TrapKind;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log lines of x86 about faults of programs. Sources: `show_signal_msg`
/// (`arch/x86/mm/fault.c`), `show_signal` (`arch/x86/kernel/traps.c`), `warn_bad_vsyscall`
/// (`arch/x86/entry/vsyscall/vsyscall_64.c`), `signal_fault` (`arch/x86/kernel/signal.c`) and
/// `__show_regs` (`arch/x86/kernel/process_64.c`).
final class X86Lines {
  /// The number of digits of a pointer on a 32-bit kernel.
  private static final int POINTER_OF_32_BITS = 8;

  private static final Pattern SEGFAULT =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]: segfault at ",
          HEX,
          " (?:rip|eip|ip):? {1,20}",
          POINTER,
          " (rsp|esp|sp):? {1,20}",
          POINTER,
          " error:? ([0-9a-f]{1,8})",
          END);

  private static final Pattern TRAP =
      LogPatterns.of(
          "(?:traps: )?",
          NAME,
          "\\[(\\d{1,10})] (?:trap )?([a-zA-Z0-9 ]{1,40}?) [re]?ip:",
          HEX,
          " [re]?sp:",
          HEX,
          "(?: ssp:[0-9a-f]{1,16})? error:([0-9a-f]{1,8})(?:\\([^)]{0,40}\\)(?: in enclave)?)?",
          END);

  private static final Pattern VSYSCALL =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})] (misaligned vsyscall|vsyscall (?:attempted|read|with|fault))[^:]{0,160} ip:",
          HEX,
          " cs:[0-9a-f]{1,16} sp:",
          HEX,
          " ax:[0-9a-f]{1,16} si:[0-9a-f]{1,16} di:[0-9a-f]{1,16}\\s*");

  private static final Pattern FRAME =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]:? bad frame in [a-z0-9_ ]{1,40}? frame:\\S{1,20} ip:",
          HEX,
          " sp:",
          HEX,
          " orax:[0-9a-f]{1,16}",
          END);

  /// The instruction pointer of user mode: the selectors are those of its code.
  private static final Pattern IP =
      Pattern.compile("(?:RIP: 00[23]3:|EIP: 00[27]3:)(?:0x|\\[<)([0-9a-f]{1,16})(?=\\W|$).*");

  private static final Pattern SP = Pattern.compile("RSP: 002b:([0-9a-f]{1,16})(?=\\W|$).*");

  private X86Lines() {}

  /// The instruction pointer, in a line of registers that follows a fatal signal.
  static Optional<LogMessage.Registers> instructionPointer(CharSequence text) {
    return LogMessage.Registers.of(LogPatterns.register(IP, text), OptionalLong.empty());
  }

  /// The stack pointer, in another such line.
  static Optional<LogMessage.Registers> stackPointer(CharSequence text) {
    return LogMessage.Registers.of(OptionalLong.empty(), LogPatterns.register(SP, text));
  }

  static Optional<Trap> segfault(CharSequence text) {
    Matcher line = SEGFAULT.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trap(
            TrapKind.PAGE_FAULT,
            new RawText(line.group(1)),
            LogPatterns.id(line.group(2)).getAsInt(),
            LogPatterns.hex(line.group(3)),
            LogPatterns.hex(line.group(4)),
            LogPatterns.hex(line.group(6)),
            Optional.of(new FaultCode.PageFault(Long.parseLong(line.group(7), 16))),
            FaultingModule.parse(line.group(8)),
            Optional.empty(),
            !line.group(5).equals("rsp") && line.group(6).length() == POINTER_OF_32_BITS));
  }

  static Optional<Trap> trap(CharSequence text) {
    Matcher line = TRAP.matcher(text);
    if (!line.matches() || LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    return TrapKind.ofWords(line.group(3))
        .map(kind ->
            new Trap(
                kind,
                new RawText(line.group(1)),
                LogPatterns.id(line.group(2)).getAsInt(),
                OptionalLong.empty(),
                LogPatterns.hex(line.group(4)),
                LogPatterns.hex(line.group(5)),
                Optional.of(code(kind, Long.parseLong(line.group(6), 16))),
                FaultingModule.parse(line.group(7)),
                Optional.empty(),
                false));
  }

  private static FaultCode code(TrapKind kind, long bits) {
    return kind == TrapKind.CONTROL_PROTECTION
        ? new FaultCode.ControlFlow(bits)
        : kind.hasErrorCode() ? new FaultCode.Selector(bits) : new FaultCode.Unused(bits);
  }

  static Optional<Trap> vsyscall(CharSequence text) {
    Matcher line = VSYSCALL.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    return at(
        switch (line.group(3)) {
          case "misaligned vsyscall" -> TrapKind.VSYSCALL;
          case "vsyscall with", "vsyscall fault" -> TrapKind.VSYSCALL_ARGUMENT;
          default -> TrapKind.VSYSCALL_DISABLED;
        },
        line,
        4,
        Optional.empty());
  }

  static Optional<Trap> signalFrame(CharSequence text) {
    Matcher line = FRAME.matcher(text);
    return line.matches()
        ? at(TrapKind.SIGNAL_FRAME, line, 3, FaultingModule.parse(line.group(5)))
        : Optional.empty();
  }

  /// The trap of a line without an address and a code.
  ///
  /// @param ip the group of the instruction pointer, before that of the stack pointer
  private static Optional<Trap> at(
      TrapKind kind, Matcher line, int ip, Optional<FaultingModule> object) {
    OptionalInt tid = LogPatterns.id(line.group(2));
    return tid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trap(
                kind,
                new RawText(line.group(1)),
                tid.getAsInt(),
                OptionalLong.empty(),
                LogPatterns.hex(line.group(ip)),
                LogPatterns.hex(line.group(ip + 1)),
                Optional.empty(),
                object,
                Optional.empty(),
                false));
  }
}

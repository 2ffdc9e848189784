package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.LogPatterns.END;
import static dev.vmascope.kernellog.LogPatterns.HEX;
import static dev.vmascope.kernellog.LogPatterns.NAME;

import dev.vmascope.kernellog.FaultCode;
import dev.vmascope.kernellog.FaultingModule;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.LogPatterns;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.TrapKind;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log lines of arm64 about faults of programs. Those of `arm64_show_signal`
/// (`arch/arm64/kernel/traps.c`, since Linux 4.18) have no fault address; those before it
/// (`arch/arm64/mm/fault.c`) have one.
final class Arm64Lines {
  private static final Pattern WITH_ADDRESS =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]: unhandled ([a-z0-9 ,()-]{1,60}?) \\((\\d{1,2})\\) at 0x",
          HEX,
          ", esr 0x([0-9a-f]{1,16}),?",
          END);

  private static final Pattern WITHOUT_ADDRESS =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]: unhandled exception: (?:[^,]{1,60}, ESR 0x",
          HEX,
          ", )?([A-Za-z0-9 /()-]{1,60}?)",
          END);

  private static final Pattern UNDEFINED =
      LogPatterns.of(NAME, "\\[(\\d{1,10})]: undefined instruction: pc=(?:0x)?", HEX, "\\s*");

  private static final Pattern FRAME =
      LogPatterns.of(
          NAME,
          "\\[(\\d{1,10})]: bad frame in [a-z0-9_]{1,40}: pc=(?:0x)?",
          HEX,
          " sp=(?:0x)?",
          HEX,
          "\\s*");

  private static final Pattern FAULT_WORDS = Pattern.compile("(?:level -?\\d )?[a-z ]{1,30} fault");

  private Arm64Lines() {}

  /// The program counter, in a line of registers that follows the others: `pc : 4003f4`, `pc :
  /// [<00000000004003f4>] lr : …`, `PC is at 0x4003f4`.
  static Optional<LogMessage.Registers> programCounter(CharSequence text) {
    LineScanner line = new LineScanner(text, text.length());
    int pc = line.characters(0, "pc : ");
    int digits =
        pc >= 0 ? line.optional(line.optional(pc, "[<"), "0x") : line.characters(0, "PC is at 0x");
    return LogMessage.Registers.of(line.hexadecimal(digits), OptionalLong.empty());
  }

  /// The stack pointer, in another such line: `sp : 0000ffffc4ffe2a0`.
  static Optional<LogMessage.Registers> stackPointer(CharSequence text) {
    LineScanner line = new LineScanner(text, text.length());
    int digits = line.optional(line.characters(0, "sp : "), "0x");
    return LogMessage.Registers.of(OptionalLong.empty(), line.hexadecimal(digits));
  }

  static Optional<Trap> withAddress(CharSequence text) {
    if (!text.toString().contains(" at 0x")) {
      return Optional.empty();
    }
    Matcher line = WITH_ADDRESS.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    Optional<FaultCode.Syndrome> esr =
        Optional.of(new FaultCode.Syndrome(Long.parseUnsignedLong(line.group(6), 16)));
    return kind(Integer.parseInt(line.group(4)), line.group(3))
        .flatMap(
            kind -> trap(kind, line, LogPatterns.hex(line.group(5)), OptionalLong.empty(), esr, 7));
  }

  static Optional<Trap> withoutAddress(CharSequence text) {
    if (!text.toString().contains(": unhandled exception: ")) {
      return Optional.empty();
    }
    Matcher line = WITHOUT_ADDRESS.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    Optional<FaultCode.Syndrome> esr =
        Optional.ofNullable(line.group(3))
            .map(digits -> new FaultCode.Syndrome(Long.parseUnsignedLong(digits, 16)));
    return kind(0, line.group(4))
        .or(() -> esr.filter(FaultCode.Syndrome::isOfControlFlow).map(_ -> TrapKind.INVALID_OPCODE))
        .flatMap(kind -> trap(kind, line, OptionalLong.empty(), OptionalLong.empty(), esr, 5));
  }

  static Optional<Trap> undefined(CharSequence text) {
    Matcher line = UNDEFINED.matcher(text);
    return line.matches()
        ? trap(
            TrapKind.INVALID_OPCODE,
            line,
            OptionalLong.empty(),
            LogPatterns.hex(line.group(3)),
            Optional.empty(),
            0)
        : Optional.empty();
  }

  /// A line of older kernels; newer ones log an illegal memory access instead.
  static Optional<Trap> signalFrame(CharSequence text) {
    Matcher line = FRAME.matcher(text);
    return line.matches() && LogPatterns.id(line.group(2)).isPresent()
        ? Optional.of(
            Trap.of(
                    TrapKind.SIGNAL_FRAME,
                    new RawText(line.group(1)),
                    LogPatterns.id(line.group(2)).getAsInt())
                .with(
                    new LogMessage.Registers(
                        LogPatterns.hex(line.group(3)), LogPatterns.hex(line.group(4)))))
        : Optional.empty();
  }

  private static Optional<Trap> trap(
      TrapKind kind,
      Matcher line,
      OptionalLong address,
      OptionalLong ip,
      Optional<FaultCode.Syndrome> esr,
      int rest) {
    if (LogPatterns.id(line.group(2)).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Trap(
            kind,
            new RawText(line.group(1)),
            LogPatterns.id(line.group(2)).getAsInt(),
            address,
            ip,
            OptionalLong.empty(),
            esr.map(code -> code),
            rest == 0
                ? Optional.empty()
                : Optional.ofNullable(line.group(rest)).flatMap(FaultingModule::parse),
            Optional.empty(),
            false));
  }

  /// The kind behind the words, which say more than the signal.
  ///
  /// @param signal the number of the signal; 0 where the line has none
  private static Optional<TrapKind> kind(int signal, String words) {
    if (words.contains("alignment")) {
      return Optional.of(TrapKind.ALIGNMENT);
    }
    if (signal == 0 && words.contains("translation table walk")) {
      return Optional.of(TrapKind.PAGE_TABLES);
    }
    if (words.contains("external abort")) {
      return Optional.of(TrapKind.EXTERNAL_ABORT);
    }
    if (words.contains("undefined instruction")) {
      return Optional.of(TrapKind.INVALID_OPCODE);
    }
    if (words.contains("parity or ECC")) {
      return Optional.of(TrapKind.EXTERNAL_ABORT);
    }
    boolean tables = words.contains("address size fault") || words.equals("TLB conflict abort");
    if (tables && signal != 11) {
      return Optional.of(signal == 7 ? TrapKind.EXTERNAL_ABORT : TrapKind.PAGE_TABLES);
    }
    boolean fault = FAULT_WORDS.matcher(words).matches() || words.equals("illegal memory access");
    return signal == 11 || (signal == 0 && fault)
        ? Optional.of(TrapKind.PAGE_FAULT)
        : Optional.empty();
  }
}

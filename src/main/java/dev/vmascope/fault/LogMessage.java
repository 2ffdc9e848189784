package dev.vmascope.fault;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What one line of the kernel's log says of faults: an event, or what belongs to an event in
/// another line.
public sealed interface LogMessage
    permits KernelEvent,
        OomReport,
        LogMessage.FatalSignal,
        LogMessage.Suppressed,
        LogMessage.Task,
        LogMessage.Registers,
        CodeBytes {

  /// Messages that the kernel left out, as it writes only so many (`lib/ratelimit.c`). Said when
  /// the next one is written, not before.
  ///
  /// @param count how many
  record Suppressed(long count) implements LogMessage {}

  /// The end of a thread by a signal, which the kernel tells with `kernel.print-fatal-signals`
  /// (`kernel/signal.c`).
  ///
  /// @param kind what the signal stands for
  /// @param name the name of the thread; absent where only a later line has it
  /// @param tid its id; absent as the name
  record FatalSignal(TrapKind kind, Optional<KernelText> name, OptionalInt tid)
      implements LogMessage {}

  /// The thread that what follows is of (`dump_stack_print_info`, `lib/dump_stack.c`).
  ///
  /// @param name its name
  /// @param tid its id
  record Task(KernelText name, int tid) implements LogMessage {}

  /// Registers that come in lines of their own after a fault (`__show_regs`).
  ///
  /// @param ip the program counter
  /// @param sp the stack pointer
  record Registers(OptionalLong ip, OptionalLong sp) implements LogMessage {
    /// The registers of a line, which may have one or both.
    static Optional<Registers> of(OptionalLong ip, OptionalLong sp) {
      return ip.isPresent() || sp.isPresent()
          ? Optional.of(new Registers(ip, sp))
          : Optional.empty();
    }
  }
}

package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A message of the kernel's log about a fault: an event, or part of one.
public sealed interface LogMessage
    permits KernelEvent,
        OomReport,
        LogMessage.FatalSignal,
        LogMessage.Suppressed,
        LogMessage.Task,
        LogMessage.Registers,
        OpcodeBytes {

  /// A number of messages that the kernel left out because of its rate limit (`lib/ratelimit.c`).
  /// It is logged with the next message, not before.
  ///
  /// @param count the number of messages
  record Suppressed(long count) implements LogMessage {}

  /// The end of a thread by a signal, logged with `kernel.print-fatal-signals` (`kernel/signal.c`).
  ///
  /// @param kind the meaning of the signal
  /// @param name the name of the thread; absent where only a later line has it
  /// @param tid the id of the thread; absent as the name
  record FatalSignal(TrapKind kind, Optional<RawText> name, OptionalInt tid)
      implements LogMessage {}

  /// The thread of the lines that follow (`dump_stack_print_info`, `lib/dump_stack.c`).
  ///
  /// @param name its name
  /// @param tid its id
  record Task(RawText name, int tid) implements LogMessage {}

  /// The registers in lines of their own after a fault (`__show_regs`).
  ///
  /// @param ip the program counter
  /// @param sp the stack pointer
  record Registers(OptionalLong ip, OptionalLong sp) implements LogMessage {
    /// The registers of a line that has one of them; empty if it has none.
    public static Optional<Registers> of(OptionalLong ip, OptionalLong sp) {
      return ip.isPresent() || sp.isPresent()
          ? Optional.of(new Registers(ip, sp))
          : Optional.empty();
    }
  }
}

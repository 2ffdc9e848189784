package dev.vmascope.fault;

import java.util.OptionalLong;

/// What one line of the kernel's log says of faults: an event, or what belongs to an event in
/// another line.
public sealed interface LogMessage
    permits KernelEvent, LogMessage.Suppressed, LogMessage.Registers, CodeBytes {

  /// Messages that the kernel left out, as it writes only so many (`lib/ratelimit.c`). Said when
  /// the next one is written, not before.
  ///
  /// @param count how many
  record Suppressed(long count) implements LogMessage {}

  /// Registers that arm64 writes after a fault (`__show_regs`).
  ///
  /// @param ip the program counter
  /// @param sp the stack pointer
  record Registers(OptionalLong ip, OptionalLong sp) implements LogMessage {}
}

package dev.vmascope.fault;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalLong;

/// A signal of the processor's making that a thread had no handler for. The kernel logs no other:
/// nothing of `SIGBUS` by a page fault, nothing of threads that handle the signal or are traced.
///
/// @param name the name of the thread, not of its process
/// @param tid the id of the thread, in the first pid namespace
/// @param address that was to be reached; absent where the kernel gives none
/// @param ip the instruction pointer
/// @param sp the stack pointer
/// @param code why the processor stopped
/// @param object the file that the instruction is of; absent if it is of none
/// @param bytes the instruction and what is around it
public record Trap(
    TrapKind kind,
    KernelText name,
    int tid,
    OptionalLong address,
    OptionalLong ip,
    OptionalLong sp,
    Optional<FaultCode> code,
    Optional<FaultObject> object,
    Optional<CodeBytes> bytes)
    implements KernelEvent {
  @Override
  public boolean isSegfault() {
    return kind.signal().equals("SIGSEGV");
  }

  /// What was to be done with memory, where it is known.
  public Optional<Access> access() {
    return code.flatMap(FaultCode::access);
  }

  /// What is most likely wrong.
  public FaultCause cause() {
    return FaultCause.of(this);
  }

  /// Whether the kernel writes the code of it on a line of its own: not for a `traps:` line.
  boolean isFollowedByCode() {
    return switch (code.orElse(null)) {
      case FaultCode.PageFault _, FaultCode.Syndrome _ -> true;
      case FaultCode.Selector _, FaultCode.ControlFlow _ -> false;
      case null -> kind != TrapKind.VSYSCALL;
    };
  }

  /// The same with the bytes of a later line.
  Trap with(CodeBytes more) {
    return new Trap(kind, name, tid, address, ip, sp, code, object, Optional.of(more));
  }

  /// The same with the registers of a later line; what is known stays.
  Trap with(LogMessage.Registers more) {
    return new Trap(
        kind,
        name,
        tid,
        address,
        ip.isPresent() ? ip : more.ip(),
        sp.isPresent() ? sp : more.sp(),
        code,
        object,
        bytes);
  }
}

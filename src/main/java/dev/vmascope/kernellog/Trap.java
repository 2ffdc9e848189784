package dev.vmascope.kernellog;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalLong;

/// A signal that the processor caused and the thread did not handle. The kernel logs no other:
/// neither `SIGBUS` by a page fault, nor threads that handle the signal or are traced.
///
/// @param name the name of the thread, not of its process
/// @param tid the id of the thread, in the first pid namespace
/// @param address the address of the failed access; absent where the kernel gives none
/// @param ip the instruction pointer
/// @param sp the stack pointer
/// @param code the error code
/// @param object the file of the instruction; absent if it belongs to none
/// @param bytes the instruction and the bytes around it
/// @param ofKernelWith32Bits whether the kernel was a 32-bit one (x86); false where the line does
///   not state it
public record Trap(
    TrapKind kind,
    RawText name,
    int tid,
    OptionalLong address,
    OptionalLong ip,
    OptionalLong sp,
    Optional<FaultCode> code,
    Optional<FaultingModule> object,
    Optional<OpcodeBytes> bytes,
    boolean ofKernelWith32Bits)
    implements KernelEvent {
  /// A trap without further facts.
  public static Trap of(TrapKind kind, RawText name, int tid) {
    return new Trap(
        kind,
        name,
        tid,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Override
  public boolean isSegfault() {
    return kind.signal().equals("SIGSEGV");
  }

  /// The type of the access, where it is known.
  public Optional<AccessType> access() {
    return code.flatMap(FaultCode::access);
  }

  /// The `si_code` of the signal, where it can be known (`arch/x86/kernel/traps.c`,
  /// `arch/x86/mm/fault.c`, `arch/arm64/mm/fault.c`).
  public Optional<String> siCode() {
    return switch (code.orElse(null)) {
      case FaultCode.Unused _ when kind == TrapKind.INVALID_OPCODE -> Optional.of("ILL_ILLOPN");
      case FaultCode.PageFault page when page.has(FaultCode.PageFault.PROTECTION_KEY) ->
          Optional.of("SEGV_PKUERR");
      case FaultCode.Syndrome esr
          when esr.isAbort() && esr.status() == FaultCode.Syndrome.Status.TAG_CHECK ->
          Optional.of("SEGV_MTESERR");
      case null -> kind.code();
      case FaultCode.PageFault _,
          FaultCode.Selector _,
          FaultCode.Unused _,
          FaultCode.ControlFlow _,
          FaultCode.Syndrome _ ->
          kind.code();
    };
  }

  /// Whether the kernel writes the code bytes on a line of their own: not for a `traps:` line.
  public boolean isFollowedByCode() {
    return switch (code.orElse(null)) {
      case FaultCode.PageFault _, FaultCode.Syndrome _ -> true;
      case FaultCode.Selector _, FaultCode.Unused _, FaultCode.ControlFlow _ -> false;
      case null -> !kind.isLoggedInOneLine();
    };
  }

  /// Whether this is another line of an earlier event: the signal that a fault ended in, or the
  /// fault that the use of the vsyscall page ended in.
  public boolean isAlso(Trap before) {
    if (before.tid != tid || kind == before.kind) {
      return false;
    }
    boolean vsyscall = kind == TrapKind.PAGE_FAULT && before.kind == TrapKind.VSYSCALL_DISABLED;
    return vsyscall
        || (kind.toString().equals(TrapKind.FATAL_SEGV.toString())
            && kind.signal().equals(before.kind.signal()));
  }

  /// The trap with the facts of an earlier line.
  public Trap after(Trap before) {
    return kind == TrapKind.PAGE_FAULT ? this : before;
  }

  /// The same trap with the bytes of a later line.
  public Trap with(OpcodeBytes more) {
    return new Trap(
        kind, name, tid, address, ip, sp, code, object, Optional.of(more), ofKernelWith32Bits);
  }

  /// The same trap with the registers of a later line; known values stay.
  public Trap with(LogMessage.Registers more) {
    return new Trap(
        kind,
        name,
        tid,
        address,
        ip.isPresent() ? ip : more.ip(),
        sp.isPresent() ? sp : more.sp(),
        code,
        object,
        bytes,
        ofKernelWith32Bits);
  }
}

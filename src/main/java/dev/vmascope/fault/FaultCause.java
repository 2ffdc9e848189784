package dev.vmascope.fault;

import java.util.Optional;
import java.util.OptionalLong;

/// What a fault most likely comes from, as far as its lines tell.
public enum FaultCause {
  NULL_POINTER(
      "null-pointer",
      "The address is in the first 64 KiB, where programs have nothing mapped: a null pointer, as a rule with the offset"
          + " of a field or an element added."),
  NULL_CALL(
      "null-call",
      "The program jumped into the first 64 KiB, where programs have nothing mapped: a call through a null function"
          + " pointer."),
  BAD_JUMP(
      "bad-jump",
      "The program jumped to where no code is: a function pointer or a return address is wrong, or the code was"
          + " unmapped."),
  NOT_EXECUTABLE(
      "not-executable",
      "The program jumped to a page that is there and must not be executed: a function pointer or a return address"
          + " leads to data."),
  STACK(
      "stack",
      "The address is next to the stack pointer: the stack has most likely reached its end, by too deep a recursion or"
          + " too large a variable. A wrong stack pointer looks the same."),
  KERNEL_ADDRESS(
      "kernel-address",
      "The address is in the kernel's half, where programs may touch nothing: a pointer was overwritten or never set."),
  READ_ONLY(
      "read-only",
      "The page is there and must not be written: a constant, code, or memory that mprotect has made read-only."),
  NOT_READABLE(
      "not-readable", "The page is there and must not be read: memory that mprotect has closed."),
  NO_PAGE(
      "no-page",
      "No page was there. The log does not tell whether no mapping contains the address (freed, never mapped, a guard)"
          + " or one that does not allow this access and was never touched."),
  PROTECTION_KEY(
      "protection-key", "A protection key of the thread does not allow it (pkey_mprotect)."),
  SHADOW_STACK(
      "shadow-stack",
      "The access was one of the shadow stack, or of ordinary memory as if it were one."),
  ENCLAVE("enclave", "The memory belongs to an SGX enclave, which does not allow it."),
  NO_ADDRESS(
      "not-canonical",
      "The kernel gives no address for it. Mostly the program used one that is not canonical, with high bits that no"
          + " address has: a pointer was overwritten. An instruction that programs may not use does the same, and so does"
          + " an access that must be aligned and is not."),
  VSYSCALL(
      "vsyscall",
      "The program called into the vsyscall page where no system call begins: it is broken, or somebody tries to exploit"
          + " it."),
  INSTRUCTION(
      "instruction",
      "The instruction itself was refused, and no memory: see kind. It is no segmentation fault where signal is not"
          + " SIGSEGV."),
  ALIGNMENT("alignment", "The address is no multiple of what the instruction asks for."),
  HARDWARE(
      "hardware",
      "The memory or the bus answered with an error: look for reports of the hardware in the log."),
  UNTOLD("untold", "The line has too little to say more.");

  private static final long FIRST = 1 << 16;
  private static final long NEAR_STACK = 1 << 16;

  private final String key;
  private final String explanation;

  FaultCause(String key, String explanation) {
    this.key = key;
    this.explanation = explanation;
  }

  static FaultCause of(Trap trap) {
    return switch (trap.kind()) {
      case PAGE_FAULT -> ofPageFault(trap);
      case GENERAL_PROTECTION, STACK_SEGMENT -> NO_ADDRESS;
      case VSYSCALL -> VSYSCALL;
      case ALIGNMENT -> ALIGNMENT;
      case EXTERNAL_ABORT -> HARDWARE;
      case CONTROL_PROTECTION,
          INVALID_OPCODE,
          DIVIDE_ERROR,
          BREAKPOINT,
          OVERFLOW,
          BOUNDS,
          SEGMENT_NOT_PRESENT,
          INVALID_TSS,
          BAD_RETURN ->
          INSTRUCTION;
    };
  }

  private static FaultCause ofPageFault(Trap trap) {
    return ofSpecialBits(trap).or(() -> ofAddress(trap)).orElseGet(() -> ofPage(trap));
  }

  private static Optional<FaultCause> ofSpecialBits(Trap trap) {
    if (trap.code().orElse(null) instanceof FaultCode.PageFault code) {
      if (code.has(FaultCode.PageFault.PROTECTION_KEY)) {
        return Optional.of(PROTECTION_KEY);
      }
      if (code.has(FaultCode.PageFault.SHADOW_STACK)) {
        return Optional.of(SHADOW_STACK);
      }
      if (code.has(FaultCode.PageFault.ENCLAVE)) {
        return Optional.of(ENCLAVE);
      }
    }
    return Optional.empty();
  }

  private static Optional<FaultCause> ofAddress(Trap trap) {
    if (trap.address().isEmpty()) {
      return Optional.empty();
    }
    long address = trap.address().getAsLong();
    boolean jump = isJump(trap);
    if (Long.compareUnsigned(address, FIRST) < 0) {
      return Optional.of(jump ? NULL_CALL : NULL_POINTER);
    }
    if (address < 0) {
      return Optional.of(KERNEL_ADDRESS);
    }
    return !jump && !isOfAPage(trap) && isNear(address, trap.sp())
        ? Optional.of(STACK)
        : Optional.empty();
  }

  private static FaultCause ofPage(Trap trap) {
    boolean page = isOfAPage(trap);
    if (isJump(trap)) {
      return page ? NOT_EXECUTABLE : BAD_JUMP;
    }
    if (!page) {
      return trap.code().isPresent() ? NO_PAGE : UNTOLD;
    }
    return trap.access()
        .map(access -> access == Access.WRITE ? READ_ONLY : NOT_READABLE)
        .orElse(UNTOLD);
  }

  private static boolean isJump(Trap trap) {
    return trap.access().equals(Optional.of(Access.EXECUTE))
        || (trap.address().isPresent() && trap.address().equals(trap.ip()));
  }

  /// Whether a page was there that did not allow the access.
  private static boolean isOfAPage(Trap trap) {
    return switch (trap.code().orElse(null)) {
      case FaultCode.PageFault code -> code.has(FaultCode.PageFault.PRESENT);
      case FaultCode.Syndrome code -> code.status() == FaultCode.Syndrome.Status.PERMISSION;
      case FaultCode.Selector _, FaultCode.ControlFlow _ -> false;
      case null -> false;
    };
  }

  private static boolean isNear(long address, OptionalLong sp) {
    return sp.isPresent()
        && Long.compareUnsigned(address - sp.getAsLong() + NEAR_STACK, 2 * NEAR_STACK) < 0;
  }

  /// The cause in plain words, without addresses.
  public String explanation() {
    return explanation;
  }

  /// The word in answers.
  @Override
  public String toString() {
    return key;
  }
}

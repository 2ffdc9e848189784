package dev.vmascope.kernellog;

import dev.vmascope.mapping.AccessType;
import java.util.Optional;
import java.util.OptionalLong;

/// The rules that find the cause of a trap from its lines.
public final class CauseRules {
  private static final long FIRST = 1 << 16;
  private static final long LAST = 1 << 16;
  private static final long NEAR_STACK = 1 << 16;
  private static final long FOUR_GIB = 1L << 32;

  /// The fixed page of system calls (`VSYSCALL_ADDR`, `arch/x86/include/uapi/asm/vsyscall.h`).
  private static final long VSYSCALL_PAGE = 0xffffffffff600000L;

  /// The usual start of the kernel half on 32-bit x86 (`CONFIG_PAGE_OFFSET`).
  private static final long KERNEL_OF_32_BITS = 0xc0000000L;

  /// The start of the last page in 32 bits, below which lay the page of fixed system calls (up to
  /// Linux 2.6).
  private static final long LAST_OF_32_BITS = 0xfffff000L;

  private CauseRules() {}

  /// The most likely cause of a fault.
  public static FaultCause of(Trap trap) {
    return switch (trap.kind()) {
      case PAGE_FAULT -> ofPageFault(trap);
      case GENERAL_PROTECTION, STACK_SEGMENT -> ofProtection(trap);
      case VSYSCALL -> FaultCause.VSYSCALL;
      case VSYSCALL_ARGUMENT -> FaultCause.VSYSCALL_ARGUMENT;
      case VSYSCALL_DISABLED -> FaultCause.VSYSCALL_DISABLED;
      case SIGNAL_FRAME -> FaultCause.SIGNAL_FRAME;
      case FATAL_SEGV, FATAL_BUS, FATAL_ILL, FATAL_FPE -> FaultCause.FATAL_SIGNAL;
      case ALIGNMENT -> FaultCause.ALIGNMENT;
      case EXTERNAL_ABORT -> FaultCause.HARDWARE;
      case PAGE_TABLES -> FaultCause.PAGE_TABLES;
      case CONTROL_PROTECTION -> FaultCause.CONTROL_FLOW;
      case INVALID_OPCODE ->
          isControlFlow(trap) ? FaultCause.CONTROL_FLOW : FaultCause.INVALID_OPCODE;
      case DIVIDE_ERROR -> FaultCause.DIVISION;
      case BREAKPOINT -> FaultCause.BREAKPOINT;
      case SEGMENT_NOT_PRESENT -> ofSelector(trap).orElse(FaultCause.INSTRUCTION);
      case OVERFLOW, BOUNDS, INVALID_TSS, BAD_RETURN -> FaultCause.INSTRUCTION;
    };
  }

  private static boolean isControlFlow(Trap trap) {
    return trap.code().orElse(null) instanceof FaultCode.Syndrome code && code.isOfControlFlow();
  }

  private static FaultCause ofProtection(Trap trap) {
    return ofSelector(trap)
        .orElse(isOf32Bits(trap) ? FaultCause.REFUSED_INSTRUCTION : FaultCause.NO_ADDRESS);
  }

  private static Optional<FaultCause> ofSelector(Trap trap) {
    return trap.code().orElse(null) instanceof FaultCode.Selector code && code.isAny()
        ? Optional.of(code.isVector() ? FaultCause.INTERRUPT : FaultCause.SEGMENT_SELECTOR)
        : Optional.empty();
  }

  /// Whether the program is a 32-bit one: otherwise its stack would lie higher.
  private static boolean isOf32Bits(Trap trap) {
    return trap.ofKernelWith32Bits()
        || (trap.ip().isPresent()
            && trap.sp().isPresent()
            && isBelow(trap.ip().getAsLong(), FOUR_GIB)
            && isBelow(trap.sp().getAsLong(), FOUR_GIB));
  }

  private static boolean isBelow(long address, long end) {
    return Long.compareUnsigned(address, end) < 0;
  }

  private static FaultCause ofPageFault(Trap trap) {
    return ofSpecialBits(trap).or(() -> ofAddress(trap)).orElseGet(() -> ofPage(trap));
  }

  private static Optional<FaultCause> ofSpecialBits(Trap trap) {
    return switch (trap.code().orElse(null)) {
      case FaultCode.PageFault code ->
          code.has(FaultCode.PageFault.PROTECTION_KEY)
              ? Optional.of(FaultCause.PROTECTION_KEY)
              : code.has(FaultCode.PageFault.SHADOW_STACK)
                  ? Optional.of(FaultCause.SHADOW_STACK)
                  : code.has(FaultCode.PageFault.ENCLAVE)
                      ? Optional.of(FaultCause.ENCLAVE)
                      : Optional.empty();
      case FaultCode.Syndrome code ->
          code.isAbort() && code.status() == FaultCode.Syndrome.Status.TAG_CHECK
              ? Optional.of(FaultCause.TAG_MISMATCH)
              : Optional.empty();
      case FaultCode.Selector _, FaultCode.ControlFlow _, FaultCode.Unused _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private static Optional<FaultCause> ofAddress(Trap trap) {
    if (trap.address().isEmpty()) {
      return Optional.empty();
    }
    long address = withoutTag(trap, trap.address().getAsLong());
    boolean jump = isJump(trap);
    if (isBelow(address, FIRST)) {
      return Optional.of(jump ? FaultCause.NULL_CALL : FaultCause.NULL_POINTER);
    }
    if (isOf32Bits(trap) && isBelow(address, FOUR_GIB)) {
      Optional<FaultCause> kernel = ofKernelWith32Bits(trap, address);
      if (kernel.isPresent()) {
        return kernel;
      }
    }
    if (address < 0) {
      return Optional.of(ofKernelsHalf(trap, address));
    }
    return !jump && !isOfAPage(trap) && isNear(address, trap.sp())
        ? Optional.of(FaultCause.STACK)
        : Optional.empty();
  }

  private static FaultCause ofKernelsHalf(Trap trap, long address) {
    if (address >= -LAST) {
      return FaultCause.NEGATIVE_POINTER;
    }
    boolean vsyscall =
        (address & -4096) == VSYSCALL_PAGE
            && trap.code().orElse(null) instanceof FaultCode.PageFault code
            && !code.has(FaultCode.PageFault.WRITE);
    return vsyscall ? FaultCause.VSYSCALL_DISABLED : FaultCause.KERNEL_ADDRESS;
  }

  private static Optional<FaultCause> ofKernelWith32Bits(Trap trap, long address) {
    if (address >= LAST_OF_32_BITS) {
      return Optional.of(FaultCause.NEGATIVE_POINTER);
    }
    // No page of a program refuses to be read and is there: closed ones count as absent.
    boolean kernels =
        address >= KERNEL_OF_32_BITS
            || (isOfAPage(trap) && trap.access().equals(Optional.of(AccessType.READ)));
    return trap.ofKernelWith32Bits() && kernels && !isJump(trap)
        ? Optional.of(FaultCause.KERNEL_ADDRESS)
        : Optional.empty();
  }

  /// The address as the processor uses it: on arm64 bits 56 to 63 are a tag in user mode.
  private static long withoutTag(Trap trap, long address) {
    return trap.code().orElse(null) instanceof FaultCode.Syndrome ? address << 8 >> 8 : address;
  }

  private static FaultCause ofPage(Trap trap) {
    boolean page = isOfAPage(trap);
    if (isJump(trap)) {
      return page ? FaultCause.NOT_EXECUTABLE : FaultCause.BAD_JUMP;
    }
    if (!page) {
      return isAbsent(trap) ? FaultCause.NO_PAGE : FaultCause.UNTOLD;
    }
    return trap.access()
        .map(access -> access == AccessType.WRITE ? FaultCause.READ_ONLY : FaultCause.NOT_READABLE)
        .orElse(FaultCause.UNTOLD);
  }

  /// Whether an instruction was fetched: the code says so, or, without the bit for that (before
  /// NX), the address is that of the instruction and nothing was written.
  private static boolean isJump(Trap trap) {
    return trap.access().equals(Optional.of(AccessType.EXECUTE))
        || (trap.address().isPresent()
            && trap.address().equals(trap.ip())
            && !trap.access().equals(Optional.of(AccessType.WRITE)));
  }

  /// Whether a page was present that did not allow the access.
  private static boolean isOfAPage(Trap trap) {
    return switch (trap.code().orElse(null)) {
      case FaultCode.PageFault code -> code.has(FaultCode.PageFault.PRESENT);
      case FaultCode.Syndrome code ->
          code.isAbort() && code.status() == FaultCode.Syndrome.Status.PERMISSION;
      case FaultCode.Selector _, FaultCode.ControlFlow _, FaultCode.Unused _ -> false;
      case null -> false;
    };
  }

  /// Whether it is known that no page was present.
  private static boolean isAbsent(Trap trap) {
    return switch (trap.code().orElse(null)) {
      case FaultCode.PageFault code -> !code.has(FaultCode.PageFault.PRESENT);
      case FaultCode.Syndrome code ->
          code.isAbort() && code.status() == FaultCode.Syndrome.Status.TRANSLATION;
      case FaultCode.Selector _, FaultCode.ControlFlow _, FaultCode.Unused _ -> false;
      case null -> false;
    };
  }

  private static boolean isNear(long address, OptionalLong sp) {
    return sp.isPresent() && isBelow(address - sp.getAsLong() + NEAR_STACK, 2 * NEAR_STACK);
  }
}

package dev.vmascope.kernellog;

import dev.vmascope.mapping.AccessType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The error code that the processor gives for a fault.
public sealed interface FaultCode {
  /// The number as it was logged.
  long bits();

  /// The meanings of its bits, in words.
  List<String> words();

  /// The type of the access, where the code states it.
  Optional<AccessType> access();

  /// The error code of a page fault on x86 (`arch/x86/include/asm/trap_pf.h`). Bit 0 says that a
  /// page was present, not that a mapping is: it does not distinguish `SEGV_ACCERR` from
  /// `SEGV_MAPERR`.
  record PageFault(long bits) implements FaultCode {
    static final long PRESENT = 1;
    static final long WRITE = 1 << 1;
    static final long USER = 1 << 2;
    static final long RESERVED = 1 << 3;
    static final long FETCH = 1 << 4;
    static final long PROTECTION_KEY = 1 << 5;
    static final long SHADOW_STACK = 1 << 6;
    static final long ENCLAVE = 1 << 15;

    boolean has(long bit) {
      return (bits & bit) != 0;
    }

    @Override
    public List<String> words() {
      List<String> words = new ArrayList<>();
      words.add(
          has(PRESENT) ? "protection: a page was there, or the kernel's half" : "no page present");
      words.add(has(FETCH) ? "instruction fetch" : has(WRITE) ? "write" : "read");
      words.add(has(USER) ? "in user mode" : "in kernel mode");
      if (has(RESERVED)) {
        words.add("reserved bit set in the page table");
      }
      if (has(PROTECTION_KEY)) {
        words.add("refused by a protection key");
      }
      if (has(SHADOW_STACK)) {
        words.add("access of the shadow stack");
      }
      if (has(ENCLAVE)) {
        words.add("refused by SGX");
      }
      return words;
    }

    @Override
    public Optional<AccessType> access() {
      return Optional.of(
          has(FETCH) ? AccessType.EXECUTE : has(WRITE) ? AccessType.WRITE : AccessType.READ);
    }
  }

  /// The error code of another trap on x86, which names a descriptor table entry. It is 0 if no
  /// entry is involved (Intel SDM, volume 3, 6.13).
  record Selector(long bits) implements FaultCode {
    private static final long EXTERNAL = 1;
    private static final long INTERRUPT_TABLE = 1 << 1;
    private static final long LOCAL_TABLE = 1 << 2;

    /// Whether it names an entry of a table.
    boolean isAny() {
      return (bits & ~EXTERNAL) != 0;
    }

    /// Whether it names a vector of the interrupt table.
    boolean isVector() {
      return (bits & INTERRUPT_TABLE) != 0;
    }

    @Override
    public List<String> words() {
      if (!isAny()) {
        return List.of("no segment");
      }
      return List.of(
          isVector()
              ? "vector " + (bits >>> 3) + " of the interrupt table"
              : "segment selector 0x%x of the %s descriptor table"
                  .formatted(bits & ~0x7L, (bits & LOCAL_TABLE) != 0 ? "local" : "global"));
    }

    @Override
    public Optional<AccessType> access() {
      return Optional.empty();
    }
  }

  /// The number that the kernel logs where the processor gives none.
  record Unused(long bits) implements FaultCode {
    @Override
    public List<String> words() {
      return List.of("this trap has no error code");
    }

    @Override
    public Optional<AccessType> access() {
      return Optional.empty();
    }
  }

  /// The error code of a control protection fault on x86 (`arch/x86/kernel/cet.c`).
  record ControlFlow(long bits) implements FaultCode {
    @Override
    public List<String> words() {
      return List.of(
          switch ((int) bits & 0x7fff) {
            case 1 -> "near return";
            case 2 -> "far return or iret";
            case 3 -> "jump to a forbidden target";
            case 4 -> "rstorssp";
            case 5 -> "setssbsy";
            default -> "unknown";
          });
    }

    @Override
    public Optional<AccessType> access() {
      return Optional.empty();
    }
  }

  /// The exception syndrome register of arm64 (`ESR_EL1`, `arch/arm64/include/asm/esr.h`).
  record Syndrome(long bits) implements FaultCode {
    private static final int BRANCH_TARGET = 0x0d;
    private static final int POINTER_AUTHENTICATION = 0x1c;
    private static final int GUARDED_STACK = 0x2d;
    private static final int INSTRUCTION_ABORT = 0x20;
    private static final int DATA_ABORT = 0x24;
    private static final int WRITE = 1 << 6;
    private static final int CACHE_MAINTENANCE = 1 << 8;

    /// The fault status, in the words of the architecture.
    enum Status {
      ADDRESS_SIZE("address size fault"),
      TRANSLATION("translation fault: no page present"),
      ACCESS_FLAG("access flag fault"),
      PERMISSION("permission fault: the page does not allow it"),
      EXTERNAL("synchronous external abort"),
      TAG_CHECK("tag check fault: pointer and memory have different tags"),
      PARITY("parity or ECC error"),
      ALIGNMENT("alignment fault"),
      OTHER("another fault status");

      private final String words;

      Status(String words) {
        this.words = words;
      }
    }

    /// The exception class, bits 26 to 31.
    int exceptionClass() {
      return (int) (bits >>> 26) & 0x3f;
    }

    /// Whether an access to memory from user mode failed.
    boolean isAbort() {
      return exceptionClass() == INSTRUCTION_ABORT || exceptionClass() == DATA_ABORT;
    }

    Status status() {
      int code = (int) bits & 0x3f;
      return switch (code) {
        case 0x10, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17 -> Status.EXTERNAL;
        case 0x11 -> Status.TAG_CHECK;
        case 0x18, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f -> Status.PARITY;
        case 0x21 -> Status.ALIGNMENT;
        case 0x29, 0x2c -> Status.ADDRESS_SIZE;
        case 0x2a, 0x2b -> Status.TRANSLATION;
        default ->
            switch (code >>> 2) {
              case 0 -> Status.ADDRESS_SIZE;
              case 1 -> Status.TRANSLATION;
              case 2 -> Status.ACCESS_FLAG;
              case 3 -> Status.PERMISSION;
              default -> Status.OTHER;
            };
      };
    }

    /// Whether code was protected and a jump or a return led to a forbidden address.
    public boolean isOfControlFlow() {
      return exceptionClass() == BRANCH_TARGET
          || exceptionClass() == POINTER_AUTHENTICATION
          || exceptionClass() == GUARDED_STACK;
    }

    /// The name of the class; its number where it has no name here.
    private String className() {
      return switch (exceptionClass()) {
        case BRANCH_TARGET -> "branch target exception";
        case POINTER_AUTHENTICATION -> "pointer authentication failure";
        case 0x22 -> "alignment of the program counter";
        case 0x26 -> "alignment of the stack pointer";
        case GUARDED_STACK -> "guarded control stack exception";
        default -> "exception class 0x" + Integer.toHexString(exceptionClass());
      };
    }

    @Override
    public List<String> words() {
      if (!isAbort()) {
        return List.of(className());
      }
      return List.of(
          status().words,
          access()
              .map(access -> access == AccessType.EXECUTE ? "instruction fetch" : "" + access)
              .orElse("cache maintenance"),
          "in user mode");
    }

    @Override
    public Optional<AccessType> access() {
      if (exceptionClass() == INSTRUCTION_ABORT) {
        return Optional.of(AccessType.EXECUTE);
      }
      boolean known = exceptionClass() == DATA_ABORT && (bits & CACHE_MAINTENANCE) == 0;
      return known
          ? Optional.of((bits & WRITE) != 0 ? AccessType.WRITE : AccessType.READ)
          : Optional.empty();
    }
  }
}

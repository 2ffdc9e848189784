package dev.vmascope.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The number with which the processor says why it stopped.
public sealed interface FaultCode {
  /// The number as it was logged.
  long bits();

  /// What its bits mean, in words.
  List<String> words();

  /// What was to be done, where the number tells.
  Optional<Access> access();

  /// Of a page fault on x86 (`arch/x86/include/asm/trap_pf.h`). Bit 0 says that a page was there,
  /// and not that a mapping is: it does not tell `SEGV_ACCERR` from `SEGV_MAPERR`.
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
    public Optional<Access> access() {
      return Optional.of(has(FETCH) ? Access.EXECUTE : has(WRITE) ? Access.WRITE : Access.READ);
    }
  }

  /// Of another trap on x86: a segment selector, or 0 if it has to do with none.
  record Selector(long bits) implements FaultCode {
    @Override
    public List<String> words() {
      return bits == 0 ? List.of("no segment") : List.of("segment selector");
    }

    @Override
    public Optional<Access> access() {
      return Optional.empty();
    }
  }

  /// Of a control protection fault on x86 (`arch/x86/kernel/cet.c`).
  record ControlFlow(long bits) implements FaultCode {
    @Override
    public List<String> words() {
      return List.of(
          switch ((int) bits & 0x7fff) {
            case 1 -> "near return";
            case 2 -> "far return or iret";
            case 3 -> "jump to where none may lead";
            case 4 -> "rstorssp";
            case 5 -> "setssbsy";
            default -> "unknown";
          });
    }

    @Override
    public Optional<Access> access() {
      return Optional.empty();
    }
  }

  /// The exception syndrome register of arm64 (`ESR_EL1`, `arch/arm64/include/asm/esr.h`).
  record Syndrome(long bits) implements FaultCode {
    private static final int INSTRUCTION_ABORT = 0x20;
    private static final int DATA_ABORT = 0x24;
    private static final int WRITE = 1 << 6;
    private static final int CACHE_MAINTENANCE = 1 << 8;

    /// What went wrong, in the words of the architecture.
    enum Status {
      ADDRESS_SIZE("address size fault"),
      TRANSLATION("translation fault: no page present"),
      ACCESS_FLAG("access flag fault"),
      PERMISSION("permission fault: the page does not allow it"),
      EXTERNAL("synchronous external abort"),
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

    /// Whether memory could not be reached from user mode.
    boolean isAbort() {
      return exceptionClass() == INSTRUCTION_ABORT || exceptionClass() == DATA_ABORT;
    }

    Status status() {
      int code = (int) bits & 0x3f;
      return switch (code >>> 2) {
        case 0 -> Status.ADDRESS_SIZE;
        case 1 -> Status.TRANSLATION;
        case 2 -> Status.ACCESS_FLAG;
        case 3 -> Status.PERMISSION;
        default ->
            code == 0x10 || (code >= 0x14 && code <= 0x17)
                ? Status.EXTERNAL
                : code == 0x21 ? Status.ALIGNMENT : Status.OTHER;
      };
    }

    @Override
    public List<String> words() {
      if (!isAbort()) {
        return List.of("exception class 0x" + Integer.toHexString(exceptionClass()));
      }
      return List.of(
          status().words,
          access()
              .map(access -> access == Access.EXECUTE ? "instruction fetch" : "" + access)
              .orElse("cache maintenance"),
          "in user mode");
    }

    @Override
    public Optional<Access> access() {
      if (exceptionClass() == INSTRUCTION_ABORT) {
        return Optional.of(Access.EXECUTE);
      }
      boolean known = exceptionClass() == DATA_ABORT && (bits & CACHE_MAINTENANCE) == 0;
      return known
          ? Optional.of((bits & WRITE) != 0 ? Access.WRITE : Access.READ)
          : Optional.empty();
    }
  }
}

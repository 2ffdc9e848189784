package dev.vmascope.kernellog;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The exception of the processor, and the signal that follows. Sources: `arch/x86/kernel/traps.c`,
/// `arch/arm64/kernel/traps.c`.
public enum TrapKind {
  /// A failed access to memory. The kernel logs those that end in `SIGSEGV` only.
  PAGE_FAULT("segfault", "page fault", "SIGSEGV", ""),
  /// Mostly an address that is not canonical.
  GENERAL_PROTECTION("general-protection", "general protection", "SIGSEGV", "SI_KERNEL"),
  /// The same through the stack pointer, or the frame pointer.
  STACK_SEGMENT("stack-segment", "stack segment", "SIGBUS", "SI_KERNEL"),
  /// A call into the page of fixed system calls where none begins, or a read of it.
  VSYSCALL("vsyscall", "vsyscall", "SIGSEGV", ""),
  /// A call into that page with a pointer, or a stack, that does not belong to the program.
  VSYSCALL_ARGUMENT("vsyscall", "vsyscall fault", "SIGSEGV", ""),
  /// A use of that page where the kernel does not offer it.
  VSYSCALL_DISABLED("vsyscall", "vsyscall attempted", "SIGSEGV", ""),
  /// A return from a signal handler whose frame on the stack was damaged.
  SIGNAL_FRAME("bad-frame", "bad frame", "SIGSEGV", "SI_KERNEL"),
  /// The end by `SIGSEGV`, without further facts (`kernel/signal.c`).
  FATAL_SEGV("fatal-signal", "fatal signal 11", "SIGSEGV", ""),
  /// The same by `SIGBUS`.
  FATAL_BUS("fatal-signal", "fatal signal 7", "SIGBUS", ""),
  /// The same by `SIGILL`.
  FATAL_ILL("fatal-signal", "fatal signal 4", "SIGILL", ""),
  /// The same by `SIGFPE`.
  FATAL_FPE("fatal-signal", "fatal signal 8", "SIGFPE", ""),
  /// A return that the shadow stack contradicts, or a jump to a forbidden target.
  CONTROL_PROTECTION("control-protection", "control protection", "SIGSEGV", "SEGV_CPERR"),
  /// No such instruction, or one that stands for «never here».
  INVALID_OPCODE("invalid-opcode", "invalid opcode", "SIGILL", ""),
  /// A division by zero, or a quotient that has no room.
  DIVIDE_ERROR("divide-error", "divide error", "SIGFPE", "FPE_INTDIV"),
  /// A breakpoint that no debugger had set.
  BREAKPOINT("breakpoint", "int3", "SIGTRAP", "SI_KERNEL"),
  /// The instruction `into`, or `int 4`.
  OVERFLOW("overflow", "overflow", "SIGSEGV", "SI_KERNEL"),
  /// The instruction `bound`.
  BOUNDS("bounds", "bounds", "SIGSEGV", "SI_KERNEL"),
  /// A segment selector that leads to none.
  SEGMENT_NOT_PRESENT("segment-not-present", "segment not present", "SIGBUS", "SI_KERNEL"),
  /// A task state segment that is none.
  INVALID_TSS("invalid-tss", "invalid TSS", "SIGSEGV", "SI_KERNEL"),
  /// An address that is no multiple of the size that the instruction requires.
  ALIGNMENT("alignment", "alignment check", "SIGBUS", "BUS_ADRALN"),
  /// A return from the kernel to a state that the processor refuses.
  BAD_RETURN("bad-return", "iret exception", "SIGILL", "ILL_BADSTK"),
  /// The memory, or the bus to it, answered with an error (arm64).
  EXTERNAL_ABORT("external-abort", "synchronous external abort", "SIGBUS", ""),
  /// Page tables that the processor could not use (arm64, since Linux 4.18).
  PAGE_TABLES("page-tables", "address size", "SIGKILL", "SI_KERNEL");

  private static final Map<String, TrapKind> BY_WORDS =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(kind -> kind.words, Function.identity()));

  private final String key;
  private final String words;
  private final String signal;
  private final String code;

  TrapKind(String key, String words, String signal, String code) {
    this.key = key;
    this.words = words;
    this.signal = signal;
    this.code = code;
  }

  /// The kind that a `traps:` line names, such as `invalid opcode`; `general protection fault` has
  /// a word more than it had before Linux 5.
  public static Optional<TrapKind> ofWords(String words) {
    String plain = words.endsWith(" fault") ? words.substring(0, words.length() - 6) : words;
    return Optional.ofNullable(BY_WORDS.get(plain));
  }

  /// Whether the kernel writes no further line about it.
  boolean isLoggedInOneLine() {
    return this == VSYSCALL
        || this == VSYSCALL_ARGUMENT
        || this == VSYSCALL_DISABLED
        || this == SIGNAL_FRAME;
  }

  /// Whether the processor gives an error code with it.
  public boolean hasErrorCode() {
    return switch (this) {
      case GENERAL_PROTECTION,
          STACK_SEGMENT,
          SEGMENT_NOT_PRESENT,
          INVALID_TSS,
          ALIGNMENT,
          BAD_RETURN,
          CONTROL_PROTECTION,
          PAGE_FAULT ->
          true;
      case VSYSCALL,
          VSYSCALL_ARGUMENT,
          VSYSCALL_DISABLED,
          SIGNAL_FRAME,
          FATAL_SEGV,
          FATAL_BUS,
          FATAL_ILL,
          FATAL_FPE,
          INVALID_OPCODE,
          DIVIDE_ERROR,
          BREAKPOINT,
          OVERFLOW,
          BOUNDS,
          EXTERNAL_ABORT,
          PAGE_TABLES ->
          false;
    };
  }

  /// The kind of a signal that is logged alone; empty where the signal is no fault.
  ///
  /// @param number the number of the signal, on Linux
  public static Optional<TrapKind> ofFatalSignal(String number) {
    return Arrays.stream(values())
        .filter(kind -> kind.words.equals("fatal signal " + number))
        .findFirst();
  }

  /// The signal, by its name.
  public String signal() {
    return signal;
  }

  /// The `si_code` of the signal, where it is the same for all of the kind.
  public Optional<String> code() {
    return Optional.of(code).filter(known -> !known.isEmpty());
  }

  /// The word in answers.
  @Override
  public String toString() {
    return key;
  }
}

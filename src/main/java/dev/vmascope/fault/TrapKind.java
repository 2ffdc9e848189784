package dev.vmascope.fault;

import java.util.Arrays;
import java.util.Optional;

/// What the processor complained about, and the signal that came of it (`arch/x86/kernel/traps.c`,
/// `arch/arm64/kernel/traps.c`).
public enum TrapKind {
  /// Memory could not be reached. The kernel logs those that end in `SIGSEGV` only.
  PAGE_FAULT("segfault", "page fault", "SIGSEGV", ""),
  /// Mostly an address that is not canonical.
  GENERAL_PROTECTION("general-protection", "general protection", "SIGSEGV", "SI_KERNEL"),
  /// The same through the stack pointer, or the frame pointer.
  STACK_SEGMENT("stack-segment", "stack segment", "SIGBUS", "SI_KERNEL"),
  /// A call into the page of fixed system calls where none begins, or a look at it.
  VSYSCALL("vsyscall", "vsyscall", "SIGSEGV", ""),
  /// A return that the shadow stack contradicts, or a jump to where none may lead.
  CONTROL_PROTECTION("control-protection", "control protection", "SIGSEGV", "SEGV_CPERR"),
  /// No such instruction, or one that stands for «never here».
  INVALID_OPCODE("invalid-opcode", "invalid opcode", "SIGILL", ""),
  /// A division by zero, or a quotient that has no room.
  DIVIDE_ERROR("divide-error", "divide error", "SIGFPE", "FPE_INTDIV"),
  /// A breakpoint that no debugger had set.
  BREAKPOINT("breakpoint", "int3", "SIGTRAP", ""),
  /// The instruction `into`, or `int 4`.
  OVERFLOW("overflow", "overflow", "SIGSEGV", "SI_KERNEL"),
  /// The instruction `bound`.
  BOUNDS("bounds", "bounds", "SIGSEGV", ""),
  /// A segment selector that leads to none.
  SEGMENT_NOT_PRESENT("segment-not-present", "segment not present", "SIGBUS", "SI_KERNEL"),
  /// A task state segment that is none.
  INVALID_TSS("invalid-tss", "invalid TSS", "SIGSEGV", "SI_KERNEL"),
  /// An address that is no multiple of what the instruction asks for.
  ALIGNMENT("alignment", "alignment check", "SIGBUS", "BUS_ADRALN"),
  /// A return from the kernel to a state that the processor refuses.
  BAD_RETURN("bad-return", "iret exception", "SIGILL", ""),
  /// The memory, or the bus to it, answered with an error (arm64).
  EXTERNAL_ABORT("external-abort", "synchronous external abort", "SIGBUS", "");

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
  static Optional<TrapKind> ofWords(String words) {
    String plain = words.endsWith(" fault") ? words.substring(0, words.length() - 6) : words;
    return Arrays.stream(values()).filter(kind -> kind.words.equals(plain)).findFirst();
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

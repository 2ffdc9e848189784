package dev.vmascope.kernellog;

/// The most likely cause of a fault, as far as its lines show.
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
      "The program jumped to a page that is present but not executable: a function pointer or a return address"
          + " leads to data."),
  STACK(
      "stack",
      "The address is next to the stack pointer: the stack has most likely reached its end, by too deep a recursion or"
          + " too large a variable. A wrong stack pointer looks the same."),
  NEGATIVE_POINTER(
      "negative-pointer",
      "The address is just below the end of all addresses: a null pointer from which something was subtracted, or an error"
          + " number (-1, as in MAP_FAILED) that was taken for a pointer."),
  KERNEL_ADDRESS(
      "kernel-address",
      "The address is in the kernel's half, which programs cannot access: a pointer was overwritten or never set."),
  READ_ONLY(
      "read-only",
      "The page is present but not writable: a constant, code, or memory that mprotect has made read-only."),
  NOT_READABLE(
      "not-readable",
      "The page is present but not readable: on arm64, memory that can only be executed. Memory that mprotect has"
          + " closed to all access counts as no page."),
  NO_PAGE(
      "no-page",
      "No page was present. The log does not show whether no mapping contains the address (freed, never mapped, a"
          + " guard), or one that was never touched and does not allow this access."),
  PROTECTION_KEY(
      "protection-key", "A protection key of the thread does not allow it (pkey_mprotect)."),
  SHADOW_STACK(
      "shadow-stack",
      "The access was one to a shadow stack, or to ordinary memory as if it were a shadow stack."),
  ENCLAVE("enclave", "The memory belongs to an SGX enclave, which does not allow it."),
  NO_ADDRESS(
      "not-canonical",
      "The kernel gives no address for it. Most often the program used an address that is not canonical, with"
          + " high bits that no address has: a pointer was overwritten. An instruction that programs are not allowed"
          + " to use causes the same fault, and so does an access that must be aligned and is not."),
  REFUSED_INSTRUCTION(
      "refused-instruction",
      "The processor rejected the instruction: one that programs are not allowed to use (such as hlt, in, out),"
          + " an operand that must be aligned and is not, or an address beyond its segment. With 32 bits every"
          + " address is canonical, so the address is not the reason."),
  INTERRUPT(
      "interrupt",
      "The program executed int with a number that programs are not allowed to use; errorWords has the number. No"
          + " address was wrong."),
  SEGMENT_SELECTOR(
      "segment-selector",
      "The program loaded a segment register, or made a far jump or return, with a selector of no segment that it"
          + " is allowed to use. No address was wrong."),
  VSYSCALL(
      "vsyscall",
      "The program called into the vsyscall page where no system call starts: it is broken, or somebody tries to"
          + " exploit it."),
  VSYSCALL_ARGUMENT(
      "vsyscall-argument",
      "The program made a system call through the vsyscall page with a pointer, or a stack, that is not its memory."),
  VSYSCALL_DISABLED(
      "vsyscall-disabled",
      "The program used the vsyscall page, which this kernel does not offer (vsyscall=none; vsyscall=xonly for a read). So"
          + " do programs with a C library before glibc 2.14, as in CentOS 6, also in containers. Boot the machine with"
          + " vsyscall=emulate, or use a newer image."),
  SIGNAL_FRAME(
      "signal-frame",
      "A signal handler returned, and what the kernel had put on the stack for that was damaged: the handler or another"
          + " thread wrote over the stack, or the stack pointer was wrong."),
  FATAL_SIGNAL(
      "fatal-signal",
      "The kernel logs the signal that ended the program (kernel.print-fatal-signals), but neither address nor"
          + " reason."),
  TAG_MISMATCH(
      "tag-mismatch",
      "The tag of the pointer and that of the memory differ (MTE): memory was used after it was freed, or past its end."),
  CONTROL_FLOW(
      "control-flow",
      "A return or a jump led to a target that is not allowed (shadow stack, branch targets, signed pointers):"
          + " the stack or a function pointer was overwritten, or code was not built for the protection."),
  BREAKPOINT(
      "breakpoint",
      "The program stopped itself with int3: a failed check (CHECK of Chromium, a debug break), or a breakpoint that was left"
          + " behind. No memory was touched."),
  INVALID_OPCODE(
      "invalid-opcode",
      "No such instruction: this processor lacks it (built for a newer one, as with AVX-512), or it is the one with which"
          + " compilers end what must not be reached (ud2: abort, trap, panic), or no code was there."),
  DIVISION(
      "division",
      "A division of integers by zero, or with a quotient that is too large. No memory was touched."),
  INSTRUCTION(
      "instruction",
      "The instruction itself was refused, and no memory: see kind. It is no segmentation fault where signal is not"
          + " SIGSEGV."),
  ALIGNMENT("alignment", "The address is not aligned as the instruction requires."),
  HARDWARE(
      "hardware",
      "The memory or the bus answered with an error: look for reports of the hardware in the log."),
  PAGE_TABLES(
      "page-tables",
      "The processor could not use the page tables: this is a fault of the kernel or of the hardware, and not of"
          + " the program."),
  UNTOLD("untold", "The line has too little information to say more.");

  private final String key;
  private final String explanation;

  FaultCause(String key, String explanation) {
    this.key = key;
    this.explanation = explanation;
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

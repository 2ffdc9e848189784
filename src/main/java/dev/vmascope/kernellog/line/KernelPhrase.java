package dev.vmascope.kernellog.line;

/// A phrase that messages of the kernel about faults have. A message has the phrases of its form,
/// so no form need be tried on a line without them.
enum KernelPhrase {
  TRAPS("traps: ", Place.BEGINNING),
  OOM_DETAILS("oom-kill:constraint=", Place.BEGINNING),
  OUT_OF_MEMORY("Out of memory", Place.BEGINNING),
  OLD_OUT_OF_MEMORY("Out of Memory", Place.BEGINNING),
  MEMORY_CGROUP("Memory cgroup ", Place.BEGINNING),
  NO_AVAILABLE_MEMORY("No available memory", Place.BEGINNING),
  KILLED("Killed process ", Place.BEGINNING),
  OOM_VICTIM("OOM victim ", Place.BEGINNING),
  CODE("Code: ", Place.BEGINNING),
  PC("pc : ", Place.BEGINNING),
  OLD_PC("PC is at 0x", Place.BEGINNING),
  SP("sp : ", Place.BEGINNING),
  RIP("RIP: ", Place.BEGINNING),
  EIP("EIP: ", Place.BEGINNING),
  RSP("RSP: ", Place.BEGINNING),
  CPU("CPU: ", Place.BEGINNING),
  MEMORY_USAGE("memory: usage ", Place.BEGINNING),
  MEMORY_AND_SWAP_USAGE("memory+swap: usage ", Place.BEGINNING),
  SWAP_USAGE("swap: usage ", Place.BEGINNING),
  KERNEL_MEMORY_USAGE("kmem: usage ", Place.BEGINNING),
  TASK_IN("Task in /", Place.BEGINNING),
  UNEXPECTED_SIGNAL("potentially unexpected fatal signal ", Place.BEGINNING),
  OOM_HEADER(" invoked oom-killer: ", Place.BEHIND_NAME),
  SEGFAULT(": segfault at ", Place.BEHIND_NUMBER),
  UNHANDLED(": unhandled ", Place.BEHIND_NUMBER),
  UNDEFINED(": undefined instruction: pc=", Place.BEHIND_NUMBER),
  BAD_FRAME(" bad frame in ", Place.BEHIND_NUMBER),
  IP_REGISTER(" ip:", Place.FAR_BEHIND_NUMBER),
  RIP_REGISTER(" rip:", Place.FAR_BEHIND_NUMBER),
  EIP_REGISTER(" eip:", Place.FAR_BEHIND_NUMBER),
  CALLBACKS_SUPPRESSED(" callbacks suppressed", Place.BEHIND_COUNT),
  ERROR(" error", Place.WITHIN),
  VSYSCALL("vsyscall ", Place.WITHIN);

  /// The part of a message that a phrase stands in.
  enum Place {
    /// The message begins with it.
    BEGINNING,
    /// The name of a thread stands before it.
    BEHIND_NAME,
    /// A name and its number in brackets stand before it.
    BEHIND_NUMBER,
    /// They stand at some distance before it.
    FAR_BEHIND_NUMBER,
    /// The name of a function and a number stand before it.
    BEHIND_COUNT,
    /// It stands anywhere in a message that another phrase identifies.
    WITHIN
  }

  private final String text;
  private final Place place;

  KernelPhrase(String text, Place place) {
    this.text = text;
    this.place = place;
  }

  String text() {
    return text;
  }

  /// Phrases as a set of bits: one for each. They are kept no longer than a line is read.
  static long bits(KernelPhrase... phrases) {
    long bits = 0;
    for (KernelPhrase phrase : phrases) {
      bits |= phrase.bit();
    }
    return bits;
  }

  /// The bit of this one.
  @SuppressWarnings("EnumOrdinal")
  long bit() {
    return 1L << ordinal();
  }

  Place place() {
    return place;
  }

  /// Whether it stands at a place of a line; its first character does.
  boolean isAt(CharSequence line, int start) {
    if (line.length() - start < text.length()) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (line.charAt(start + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

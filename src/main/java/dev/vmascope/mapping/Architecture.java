package dev.vmascope.mapping;

import java.util.List;
import java.util.Optional;

/// An architecture whose address spaces this version knows.
public enum Architecture {
  /// 64-bit x86; page tables of four or five levels.
  X86_64("x86_64", 47),
  /// 64-bit ARM; the size of the address space is a choice of who built the kernel.
  AARCH64("aarch64", 48);

  private final String machine;
  private final int windowBits;

  Architecture(String machine, int windowBits) {
    this.machine = machine;
    this.windowBits = windowBits;
  }

  /// The architecture that `uname -m` calls so; empty for one that is not known here.
  public static Optional<Architecture> named(String machine) {
    for (Architecture architecture : values()) {
      if (architecture.machine.equals(machine)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  /// Of how many bits addresses are that the kernel gives to those who do not ask for more
  /// (`DEFAULT_MAP_WINDOW`).
  int windowBits() {
    return windowBits;
  }

  /// How many low bits of a user address may be set, on one kernel or another, most first.
  public List<Integer> possibleUserBits() {
    return switch (this) {
      case X86_64 -> List.of(56, 47);
      case AARCH64 -> List.of(52, 48, 47, 42, 39, 36);
    };
  }

  /// What `uname -m` calls it.
  @Override
  public String toString() {
    return machine;
  }
}

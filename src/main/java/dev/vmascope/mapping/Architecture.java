package dev.vmascope.mapping;

import java.util.List;
import java.util.Optional;

/// An architecture whose address-space layouts are known.
public enum Architecture {
  /// 64-bit x86; page tables of four or five levels.
  X86_64("x86_64", 47),
  /// 64-bit ARM; the kernel build decides the size of the address space.
  AARCH64("aarch64", 48);

  private final String machine;
  private final int windowBits;

  Architecture(String machine, int windowBits) {
    this.machine = machine;
    this.windowBits = windowBits;
  }

  /// The architecture of this `uname -m` name; empty for an unknown one.
  public static Optional<Architecture> named(String machine) {
    for (Architecture architecture : values()) {
      if (architecture.machine.equals(machine)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  /// The address bits of the default window (`DEFAULT_MAP_WINDOW`), which the kernel gives to
  /// callers that ask for no more.
  int windowBits() {
    return windowBits;
  }

  /// The possible numbers of low bits of a user address, depending on the kernel build; largest
  /// first.
  public List<Integer> possibleUserBits() {
    return switch (this) {
      case X86_64 -> List.of(56, 47);
      case AARCH64 -> List.of(52, 48, 47, 42, 39, 36);
    };
  }

  /// The `uname -m` name.
  @Override
  public String toString() {
    return machine;
  }
}

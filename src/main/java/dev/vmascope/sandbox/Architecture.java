package dev.vmascope.sandbox;

import java.util.Optional;

/// An architecture whose system calls are known by number.
enum Architecture {
  X86_64("amd64", 0xc000003e),
  AARCH64("aarch64", 0xc00000b7);

  private final String name;
  private final int auditNumber;

  Architecture(String name, int auditNumber) {
    this.name = name;
    this.auditNumber = auditNumber;
  }

  /// The number by which the kernel tells it to filters (`AUDIT_ARCH_…`,
  /// `include/uapi/linux/audit.h`).
  int auditNumber() {
    return auditNumber;
  }

  /// The architecture of this JVM, if it is one that is known here.
  static Optional<Architecture> own() {
    return of(System.getProperty("os.arch"));
  }

  /// The architecture of a name, as in the property `os.arch`.
  static Optional<Architecture> of(String name) {
    for (Architecture architecture : values()) {
      if (architecture.name.equals(name)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }
}

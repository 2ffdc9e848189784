package dev.vmascope.sandbox;

import java.util.Optional;

/// A CPU architecture with known system call numbers.
enum Architecture {
  X86_64("amd64", 0xc000003e),
  AARCH64("aarch64", 0xc00000b7);

  private final String name;
  private final int auditNumber;

  Architecture(String name, int auditNumber) {
    this.name = name;
    this.auditNumber = auditNumber;
  }

  /// The number of the architecture in filters (`AUDIT_ARCH_…`, `include/uapi/linux/audit.h`).
  int auditNumber() {
    return auditNumber;
  }

  /// The architecture of this JVM; empty if it has no entry here.
  static Optional<Architecture> own() {
    return of(System.getProperty("os.arch"));
  }

  /// The architecture with a name, as in the property `os.arch`.
  static Optional<Architecture> of(String name) {
    for (Architecture architecture : values()) {
      if (architecture.name.equals(name)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }
}

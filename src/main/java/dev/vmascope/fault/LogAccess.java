package dev.vmascope.fault;

import dev.vmascope.procfs.Errno;

/// Whether the kernel's log can be read.
public sealed interface LogAccess {
  /// It can.
  record Open() implements LogAccess {}

  /// `vmascope.kernel-log.enabled` is false.
  record SwitchedOff() implements LogAccess {}

  /// It was not tried yet, or the read does not come back.
  record Unknown() implements LogAccess {}

  /// The kernel refused.
  record Denied(Errno errno) implements LogAccess {}

  /// There is no such device here.
  record Missing() implements LogAccess {}
}

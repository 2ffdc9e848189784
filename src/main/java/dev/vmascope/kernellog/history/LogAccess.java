package dev.vmascope.kernellog.history;

import dev.vmascope.procfs.call.Errno;

/// The state of access to the kernel's log.
public sealed interface LogAccess {
  /// A log that can be read.
  record Open() implements LogAccess {}

  /// A log that is switched off: `vmascope.kernel-log.enabled` is false.
  record SwitchedOff() implements LogAccess {}

  /// A log that was not tried yet, or whose read hangs.
  record Unknown() implements LogAccess {}

  /// A log that the kernel refuses to open.
  record Denied(Errno errno) implements LogAccess {}

  /// A log whose device does not exist here.
  record Missing() implements LogAccess {}
}

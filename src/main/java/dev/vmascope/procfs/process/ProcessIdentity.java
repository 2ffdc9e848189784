package dev.vmascope.procfs.process;

import java.util.Optional;

/// The identity of a process and of its address space. Equal for the same address space only.
///
/// @param startTicks the start time in clock ticks after boot, which distinguishes processes that
///   had the same pid
/// @param addressSpaceId the address space, which an exec replaces; empty where the service may not
///   read it
public record ProcessIdentity(int pid, long startTicks, Optional<AddressSpaceId> addressSpaceId) {
  /// Whether it is the same process, be it after an exec.
  public boolean isSameProcess(ProcessIdentity other) {
    return pid == other.pid && startTicks == other.startTicks;
  }
}

package dev.vmascope.procfs;

import java.util.Optional;

/// The key of one address space of one process.
///
/// @param startTicks the start time, which distinguishes processes that had the same pid
/// @param addressSpaceId the address space, which an exec replaces; empty where the service may not
///   read it
record AddressSpaceKey(int pid, long startTicks, Optional<AddressSpaceId> addressSpaceId) {
  static AddressSpaceKey of(ProcessReading reading) {
    return new AddressSpaceKey(
        reading.stat().pid(), reading.stat().startTicks(), reading.addressSpaceId());
  }
}

package dev.vmascope.procfs.process;

import java.util.Optional;

/// The key of one address space of one process.
///
/// @param startTicks the start time, which distinguishes processes that had the same pid
/// @param addressSpaceId the address space, which an exec replaces; empty where the service may not
///   read it
public record AddressSpaceKey(int pid, long startTicks, Optional<AddressSpaceId> addressSpaceId) {
  public static AddressSpaceKey of(ProcessReading reading) {
    return new AddressSpaceKey(
        reading.stat().pid(), reading.stat().startTicks(), reading.addressSpaceId());
  }
}

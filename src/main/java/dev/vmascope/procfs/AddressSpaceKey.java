package dev.vmascope.procfs;

import java.util.Optional;

/// Which address space of which process.
///
/// @param startTicks tells processes apart that had the same pid one after the other
/// @param addressSpaceId tells what the process was before and after an exec; empty where this
///   reader may not know it
record AddressSpaceKey(int pid, long startTicks, Optional<AddressSpaceId> addressSpaceId) {
  static AddressSpaceKey of(ProcessReading reading) {
    return new AddressSpaceKey(
        reading.stat().pid(), reading.stat().startTicks(), reading.addressSpaceId());
  }
}

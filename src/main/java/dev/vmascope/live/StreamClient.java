package dev.vmascope.live;

import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.stream.EventQueue;
import dev.vmascope.stream.StreamPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// A client that receives the events of a process.
///
/// @param requester the caller, by whom streams and processes are counted
/// @param from the position after which it wants to go on; empty to begin now
/// @param hello the first event, as this client may see it
record StreamClient(
    EventQueue queue, String requester, Optional<StreamPosition> from, Hello hello) {

  StreamClient(String requester, Optional<StreamPosition> from, Hello hello) {
    this(new EventQueue(), requester, from, hello);
  }

  /// A maker of the first event.
  @FunctionalInterface
  interface Hello {
    /// The first event.
    ///
    /// @param mappings the number of mappings; empty without an address space
    /// @param interval the time between two readings
    /// @param resumed whether the stream goes on at the position of the client
    HelloView of(ProcessReading process, OptionalLong mappings, Duration interval, boolean resumed);
  }
}

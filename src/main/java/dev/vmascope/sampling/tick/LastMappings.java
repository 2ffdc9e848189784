package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.space.MappingTotals;
import dev.vmascope.rule.MappingInspector;
import java.time.Duration;
import java.time.Instant;

/// The totals of the last listing of a process.
///
/// @param at the time at which it was read
/// @param virtualBytes the size of the address space at that tick, which shows a change
/// @param dataBytes the size of its writable private part, likewise
/// @param took the time for reading and adding up
/// @param inspector the inspector of its mappings
record LastMappings(
    MappingTotals totals,
    Instant at,
    long virtualBytes,
    long dataBytes,
    Duration took,
    MappingInspector inspector) {
  /// The same totals without names.
  LastMappings withoutNames() {
    return new LastMappings(totals.withoutNames(), at, virtualBytes, dataBytes, took, inspector);
  }
}

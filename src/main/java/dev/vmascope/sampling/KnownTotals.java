package dev.vmascope.sampling;

import dev.vmascope.finding.MappingScreen;
import dev.vmascope.mapping.MappingTotals;
import java.time.Duration;
import java.time.Instant;

/// What the last listing of a process added up to.
///
/// @param at when it was read
/// @param virtualBytes the size of the address space at that tick, by which a change is told
/// @param dataBytes likewise, the writable private part of it
/// @param took how long reading and adding up took
/// @param screen what the rules found in it
record KnownTotals(
    MappingTotals totals,
    Instant at,
    long virtualBytes,
    long dataBytes,
    Duration took,
    MappingScreen screen) {
  /// The same without names.
  KnownTotals withoutNames() {
    return new KnownTotals(totals.withoutNames(), at, virtualBytes, dataBytes, took, screen);
  }
}

package dev.vmascope.sampling.tick;

import java.time.Instant;

/// The sizes from the last rollup of a process.
///
/// @param at the time at which it was read
/// @param residentBytes the resident size at that tick, which shows a change
record LastRollup(Instant at, long residentBytes, long proportionalBytes, long uniqueBytes) {}

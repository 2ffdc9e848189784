package dev.vmascope.sampling;

import java.time.Instant;

/// What the last rollup of a process said.
///
/// @param at when it was read
/// @param residentBytes the resident size at that tick, by which a change is told
record KnownUsage(Instant at, long residentBytes, long proportionalBytes, long uniqueBytes) {}

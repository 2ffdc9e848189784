package dev.vmascope.trend;

import java.time.Instant;

/// The values of the measures at a time.
///
/// @param at the start of the tick, to the millisecond
public record TimedValues(Instant at, MeasureValues values) {}

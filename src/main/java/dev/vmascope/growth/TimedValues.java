package dev.vmascope.growth;

import java.time.Instant;

/// What the measures were, and when.
///
/// @param at when the tick began, to the millisecond
public record TimedValues(Instant at, MeasureValues values) {}

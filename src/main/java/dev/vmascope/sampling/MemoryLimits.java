package dev.vmascope.sampling;

import java.util.Optional;

/// The memory limits of a control group and of those above it.
///
/// @param smallestBytes the smallest limit
/// @param nearest the limit that is nearest to being reached; absent if no usage is known
/// @param seconds the time until any of them is reached, by the floors of that control group's
///   memory; infinite if none is approached
public record MemoryLimits(long smallestBytes, Optional<NearestLimit> nearest, double seconds) {}

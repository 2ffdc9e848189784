package dev.vmascope.sampling;

import java.util.Optional;

/// The memory limits of a control group and of those above it.
///
/// @param smallestBytes the smallest limit
/// @param nearest the limit that is nearest to being reached; absent if no usage is known
public record MemoryLimits(long smallestBytes, Optional<NearestLimit> nearest) {}

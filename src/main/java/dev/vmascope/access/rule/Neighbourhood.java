package dev.vmascope.access.rule;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.Optional;

/// The mapping at an address, and its neighbours.
///
/// @param below the nearest mapping that ends at or below the address
/// @param at the mapping that contains it
/// @param above the nearest mapping that starts above it; `[vsyscall]` never
public record Neighbourhood(
    Optional<ClassifiedMapping> below,
    Optional<ClassifiedMapping> at,
    Optional<ClassifiedMapping> above) {}

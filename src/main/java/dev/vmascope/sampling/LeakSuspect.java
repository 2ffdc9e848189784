package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import java.util.Optional;

/// The foremost process of a group that leaks.
///
/// @param pid its pid
/// @param blamed the category of mappings that causes the growth; absent if it is not known
/// @param place its container and pod
public record LeakSuspect(int pid, Optional<MappingCategory> blamed, GroupFields place) {}

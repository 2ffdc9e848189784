package dev.vmascope.access.rule;

import dev.vmascope.mapping.VmFlags;
import java.util.OptionalInt;

/// The facts about a mapping that only `smaps` has.
///
/// @param protectionKey absent where the processor has no protection keys
/// @param wholeResident whether every page of it is in memory
public record MappingState(VmFlags flags, OptionalInt protectionKey, boolean wholeResident) {}

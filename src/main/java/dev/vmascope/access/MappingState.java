package dev.vmascope.access;

import dev.vmascope.mapping.VmFlags;
import java.util.OptionalInt;

/// What only `smaps` tells of a mapping.
///
/// @param protectionKey absent where the processor has no protection keys
/// @param wholeResident whether every page of it is in memory
public record MappingState(VmFlags flags, OptionalInt protectionKey, boolean wholeResident) {}

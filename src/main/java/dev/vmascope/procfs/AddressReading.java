package dev.vmascope.procfs;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.MalformedException;
import java.util.Optional;

/// What lies at one address, without the listing of all mappings.
///
/// @param process the process, as it was right before
/// @param address the address without tag bits
/// @param below the nearest mapping that ends at or below the address
/// @param at the mapping that contains it
/// @param above the nearest mapping that starts above it; `[vsyscall]` never
/// @param buildId of the mapped ELF object, lower-case hexadecimal; absent where it has none, and
///   where the listing was read
/// @param complaint why the listing ends early, where it was read and is not understood to its end;
///   then a neighbour above may be missing
/// @param stamp how far all of this shows one moment
public record AddressReading(
    ProcessReading process,
    long address,
    Optional<ListedMapping> below,
    Optional<ListedMapping> at,
    Optional<ListedMapping> above,
    Optional<String> buildId,
    Optional<MalformedException> complaint,
    CaptureStamp stamp) {}

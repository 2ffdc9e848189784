package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.ProcessStatm;
import dev.vmascope.mapping.ProcessStatus;
import java.util.Optional;

/// What one look at a process gave, all of it from the same process.
///
/// @param stat who it is
/// @param type what sort of process it is
/// @param addressSpaceId tells one address space from the next (exec makes a new one): equal ids,
///   equal address space; absent without memory, and where the reader may not know
/// @param status its owner and its sizes
/// @param statm its sizes in pages; not applicable where `status` tells them
/// @param executable the file that it runs; not applicable to kernel threads and zombies
/// @param mapsAccess whether this reader may read its mappings; not applicable without any
/// @param sizes its sizes; none for a process without memory, whose zeros would say nothing
public record ProcessReading(
    ProcessStat stat,
    ProcessType type,
    Optional<AddressSpaceId> addressSpaceId,
    Outcome<ProcessStatus> status,
    Outcome<ProcessStatm> statm,
    Outcome<KernelText> executable,
    OutcomeKind mapsAccess,
    MemorySizes sizes) {}

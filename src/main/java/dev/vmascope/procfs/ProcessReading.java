package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.ProcessStatm;
import dev.vmascope.mapping.ProcessStatus;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What one look at a process gave, all of it from the same process.
///
/// @param stat who it is
/// @param type what sort of process it is
/// @param addressSpaceId tells one address space from the next (exec makes a new one): equal ids,
///   equal address space; absent without memory, and where the reader may not know
/// @param status its owner and its sizes
/// @param statm its sizes; not applicable where `status` tells them, and of a capture that does not
///   tell the size of a page, in which the file counts
/// @param executable the file that it runs; not applicable to kernel threads and zombies
/// @param mapsAccess whether this reader may read its mappings; not applicable without any
/// @param sizes its sizes; none for a process without memory, whose zeros would say nothing
/// @param pageBytes the size of a page of its machine; empty where a capture does not tell it, or
///   where nothing that counts in pages had to be read of it
/// @param captured what is special about a capture; empty for a process that lives
public record ProcessReading(
    ProcessStat stat,
    ProcessType type,
    Optional<AddressSpaceId> addressSpaceId,
    Outcome<ProcessStatus> status,
    Outcome<ProcessStatm> statm,
    Outcome<KernelText> executable,
    OutcomeKind mapsAccess,
    MemorySizes sizes,
    OptionalInt pageBytes,
    Optional<CapturedProcess> captured) {
  /// The real user id; empty where `status` does not tell it.
  public OptionalLong user() {
    return status.value().map(ProcessStatus::user).orElse(OptionalLong.empty());
  }

  /// Whether what tells who it is was read: always of a process that lives.
  public boolean hasStat() {
    return captured.map(CapturedProcess::hasStat).orElse(true);
  }

  /// Whether it has an address space to look at. One that is ending has given its own back before
  /// it is a zombie: then `status` has no sizes, and `statm` zeros alone.
  public boolean hasMemory() {
    boolean ending =
        sizes.bySize().isEmpty()
            && captured.isEmpty()
            && status instanceof Outcome.Ok<ProcessStatus>(ProcessStatus known)
            && known.malformed().isEmpty()
            && statm instanceof Outcome.Ok<ProcessStatm>;
    return type == ProcessType.USER && !ending;
  }

  /// Whether what the kernel wrote of its sizes makes no sense at all.
  public boolean isMisunderstood() {
    boolean malformed =
        status.kind() == OutcomeKind.MALFORMED
            || status.value().map(known -> !known.malformed().isEmpty()).orElse(false);
    return type == ProcessType.USER && sizes.bySize().isEmpty() && malformed;
  }
}

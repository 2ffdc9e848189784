package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatm;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The identity and sizes of one process, read consistently from its cheap files.
///
/// @param stat its identity
/// @param type the kind of process
/// @param addressSpaceId the id of its address space, which exec replaces; absent without memory,
///   and where the service may not read it
/// @param status its owner and its sizes
/// @param statm its sizes in pages; not applicable where `status` has them, and for a capture of
///   unknown page size
/// @param executable the path of its executable; not applicable to kernel threads and zombies
/// @param mapsAccess whether the service may read its mappings; not applicable without any
/// @param sizes its sizes; none for a process without memory, whose zeros would be misleading
/// @param pageBytes the page size of its machine; empty where a capture does not have it, or where
///   no file in pages had to be read
/// @param captured the completeness of a capture; empty for a live process
public record ProcessReading(
    ProcessStat stat,
    ProcessType type,
    Optional<AddressSpaceId> addressSpaceId,
    Outcome<ProcessStatus> status,
    Outcome<ProcessStatm> statm,
    Outcome<RawText> executable,
    OutcomeKind mapsAccess,
    MemorySizes sizes,
    OptionalInt pageBytes,
    Optional<CapturedProcess> captured) {
  /// The process and its address space, as distinct from all others.
  public ProcessIdentity identity() {
    return new ProcessIdentity(stat.pid(), stat.startTicks(), addressSpaceId);
  }

  /// The real user id; empty where `status` does not have it.
  public OptionalLong user() {
    return status.value().map(ProcessStatus::user).orElse(OptionalLong.empty());
  }

  /// Whether its identity was read: always for a live process.
  public boolean hasStat() {
    return captured.map(CapturedProcess::hasStat).orElse(true);
  }

  /// Whether its pid is known: always, but for a pasted listing.
  public boolean hasPid() {
    return stat.pid() != CapturedProcess.NO_PID;
  }

  /// Whether it has an address space. An ending process gives its own back before it is a zombie:
  /// then `status` has no sizes, and `statm` only zeros.
  public boolean hasMemory() {
    boolean ending =
        sizes.isEmpty()
            && captured.isEmpty()
            && status instanceof Outcome.Ok<ProcessStatus>(ProcessStatus known)
            && known.malformed().isEmpty()
            && statm instanceof Outcome.Ok<ProcessStatm>;
    return type == ProcessType.USER && !ending;
  }

  /// Whether the sizes in the kernel's files are all malformed.
  public boolean isMisunderstood() {
    boolean malformed =
        status.kind() == OutcomeKind.MALFORMED
            || status.value().map(known -> !known.malformed().isEmpty()).orElse(false);
    return type == ProcessType.USER && sizes.isEmpty() && malformed;
  }
}

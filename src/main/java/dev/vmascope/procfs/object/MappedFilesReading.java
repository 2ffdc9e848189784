package dev.vmascope.procfs.object;

import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.process.ProcessReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files that a process maps, parsed, and the process as read just before.
///
/// @param process the process, as read just before
/// @param listing the outcome of reading its mappings; not applicable to kernel threads and zombies
/// @param objects the wanted files, in the order of their first mappings
/// @param otherPaths the mapped file that each further path leads to; paths to other files are left
///   out
/// @param vdso the vDSO, which the kernel maps without a file; absent where there is none
/// @param limits the limits that were reached; empty if these are all files
/// @param complaint the reason why the listing ends early, if a line of it is malformed
/// @param stamp the consistency of the whole reading
public record MappedFilesReading<T>(
    ProcessReading process,
    OutcomeKind listing,
    List<MappedObject<T>> objects,
    Map<RawText, MappedFile> otherPaths,
    Optional<ClassifiedMapping> vdso,
    Set<MappedFileLimit> limits,
    Optional<MalformedException> complaint,
    Consistency stamp) {
  public MappedFilesReading {
    objects = List.copyOf(objects);
    otherPaths = Map.copyOf(otherPaths);
    limits = Set.copyOf(limits);
  }

  /// A reading without objects.
  static <T> MappedFilesReading<T> none(
      ProcessReading process, OutcomeKind listing, Consistency stamp) {
    return new MappedFilesReading<>(
        process, listing, List.of(), Map.of(), Optional.empty(), Set.of(), Optional.empty(), stamp);
  }

  /// Whether these are all files: the listing is complete, and no limit was reached.
  public boolean complete() {
    return listing == OutcomeKind.OK && limits.isEmpty() && complaint.isEmpty();
  }
}

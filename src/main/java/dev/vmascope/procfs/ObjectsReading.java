package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A look at a process and the files that it maps.
///
/// @param process the process, as it was right before
/// @param listing how the reading of its mappings ended; not applicable to kernel threads and
///   zombies
/// @param objects those that were wanted, in the order of their first mappings
/// @param otherPaths which file other paths lead to, of those that were asked about; without those
///   that lead to none of these
/// @param vdso the object that the kernel maps without a file; absent where there is none
/// @param limits that were hit; none, if these are all
/// @param complaint why the listing ends early, if it is not understood to its end
/// @param stamp how far all of this shows one moment
public record ObjectsReading<T>(
    ProcessReading process,
    OutcomeKind listing,
    List<MappedObject<T>> objects,
    Map<KernelText, MappedFile> otherPaths,
    Optional<ListedMapping> vdso,
    Set<ObjectLimit> limits,
    Optional<MalformedException> complaint,
    CaptureStamp stamp) {
  public ObjectsReading {
    objects = List.copyOf(objects);
    otherPaths = Map.copyOf(otherPaths);
    limits = Set.copyOf(limits);
  }

  /// A reading without objects.
  static <T> ObjectsReading<T> none(
      ProcessReading process, OutcomeKind listing, CaptureStamp stamp) {
    return new ObjectsReading<>(
        process, listing, List.of(), Map.of(), Optional.empty(), Set.of(), Optional.empty(), stamp);
  }

  /// Whether these are all, as far as files go.
  public boolean complete() {
    return listing == OutcomeKind.OK && limits.isEmpty() && complaint.isEmpty();
  }
}

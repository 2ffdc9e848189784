package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ProcessStat;
import java.util.Optional;

/// What processes run, as far as that is known and need not be read again: of one address space it
/// changes only where the file, or a folder above it, is renamed, deleted or mounted elsewhere, or
/// by `PR_SET_MM_EXE_FILE`. Asked on reader threads.
@FunctionalInterface
public interface KnownExecutables {
  /// Nothing is known.
  KnownExecutables NONE = (_, _) -> Optional.empty();

  /// The executable of a process.
  ///
  /// @param addressSpaceId of now: if it was another one when the executable was read, that is not
  ///   known any more
  Optional<KernelText> of(ProcessStat process, AddressSpaceId addressSpaceId);
}

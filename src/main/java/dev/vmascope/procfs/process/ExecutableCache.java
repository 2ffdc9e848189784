package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// A cache of the executables of processes, which need not be read again. Within one address space
/// the executable changes only if the file, or a directory above it, is renamed, deleted or covered
/// by a mount, or by `PR_SET_MM_EXE_FILE`. Used on reader threads.
@FunctionalInterface
public interface ExecutableCache {
  /// An empty cache.
  ExecutableCache NONE = (_, _) -> Optional.empty();

  /// The executable of a process; empty if it is not known.
  ///
  /// @param addressSpaceId the present one: an executable that was read under another one is no
  ///   longer known
  Optional<RawText> of(ProcessStat process, AddressSpaceId addressSpaceId);
}

package dev.vmascope.procfs.machine;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ProcessFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A probe of what the service may open of other processes. Files are opened and closed unread.
public final class PermissionProbe {
  private final Path root;
  private final ProcessFiles processes;
  private final ProcessReads processReads;
  private final ProcessReads fileReads;

  public PermissionProbe(
      Path root, ProcessFiles processes, ProcessReads processReads, ProcessReads fileReads) {
    this.root = root;
    this.processes = processes;
    this.processReads = processReads;
    this.fileReads = fileReads;
  }

  /// How naming the root folder of each process ends. The threads that read files do it, since a
  /// root may lie on a file system that hangs; the list ends there.
  List<OutcomeKind> roots(List<Integer> others) {
    List<OutcomeKind> named = new ArrayList<>();
    for (int other : others) {
      try {
        OutcomeKind kind =
            fileReads
                .begin(other, (pid, _) -> HostSettingsReader.nameRoot(root, pid))
                .await()
                .kind();
        if (kind == OutcomeKind.TIMED_OUT) {
          return named;
        }
        named.add(kind);
      } catch (ReaderBusyException | ReadsStuckException _) {
        return named;
      }
    }
    return named;
  }

  /// How opening the page map of each process ends.
  List<OutcomeKind> pageMaps(List<Integer> others) {
    return others.stream().map(this::pageMap).toList();
  }

  private OutcomeKind pageMap(int other) {
    return processReads
        .begin(
            other,
            (id, account) ->
                processes
                    .reader(account)
                    .onProcess(
                        id,
                        (process, _) ->
                            account.guarded(
                                Awaited.MEMORY, () -> HostSettingsReader.openPages(process))))
        .await()
        .kind();
  }
}

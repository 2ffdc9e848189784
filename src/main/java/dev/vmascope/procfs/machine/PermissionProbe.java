package dev.vmascope.procfs.machine;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.Looks;
import dev.vmascope.procfs.pool.NoRoomException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ProcessFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A probe of what the service may open of other processes. Files are opened and closed unread.
public final class PermissionProbe {
  private final Path root;
  private final ProcessFiles processes;
  private final Looks looks;
  private final Looks fileLooks;

  public PermissionProbe(Path root, ProcessFiles processes, Looks looks, Looks fileLooks) {
    this.root = root;
    this.processes = processes;
    this.looks = looks;
    this.fileLooks = fileLooks;
  }

  /// How naming the root folder of each process ends. The threads that read files do it, since a
  /// root may lie on a file system that hangs; the list ends there.
  List<OutcomeKind> roots(List<Integer> others) {
    List<OutcomeKind> named = new ArrayList<>();
    for (int other : others) {
      try {
        OutcomeKind kind =
            fileLooks.begin(other, (pid, _) -> MachineReader.nameRoot(root, pid)).await().kind();
        if (kind == OutcomeKind.TIMED_OUT) {
          return named;
        }
        named.add(kind);
      } catch (NoRoomException | ReadsStuckException _) {
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
    return looks
        .begin(
            other,
            (id, account) ->
                processes
                    .reader(account)
                    .onProcess(
                        id,
                        (process, _) ->
                            account.guarded(
                                Awaited.MEMORY, () -> MachineReader.openPages(process))))
        .await()
        .kind();
  }
}

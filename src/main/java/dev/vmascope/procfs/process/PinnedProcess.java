package dev.vmascope.procfs.process;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.FileCredentials;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.ProcessFolder;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A directory `/proc/<pid>` held open, or a captured one. Every file is opened relative to it, so
/// once the pid belongs to another process reads fail instead of mixing two.
public final class PinnedProcess implements AutoCloseable {
  private static final String OWN_USER_NAMESPACE = "/proc/self/ns/user";

  /// The limit for a table of mounts, in bytes: some ten thousand lines.
  private static final int MOST_MOUNTS = 1 << 22;

  private final Path path;
  private final int pid;
  private final ProcessFolder folder;
  private String memory = "";

  private PinnedProcess(Path path, int pid, ProcessFolder folder) {
    this.path = path;
    this.pid = pid;
    this.folder = folder;
  }

  public static PinnedProcess open(Path procRoot, int pid) throws IOException {
    Path path = procRoot.resolve(Integer.toString(pid));
    return new PinnedProcess(path, pid, ProcessFolder.open(path));
  }

  /// The pid that the directory is named after.
  int pid() {
    return pid;
  }

  /// Whether another process has a directory too.
  boolean hasSibling(int other) {
    return Files.isDirectory(path.resolveSibling(Integer.toString(other)));
  }

  /// The ids of its threads, in the kernel's order: the first is the process's own. They are listed
  /// by path; the threads of another process that has taken the pid over cannot be opened
  /// afterwards.
  public List<Integer> threads() throws IOException {
    return threads(Integer.MAX_VALUE);
  }

  /// The ids of its threads, at most `most` of them.
  List<Integer> threads(int most) throws IOException {
    List<Integer> threads = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(path.resolve("task"))) {
      Iterator<Path> rest = tasks.iterator();
      while (threads.size() < most && rest.hasNext()) {
        threads.add(Integer.valueOf(rest.next().getFileName().toString()));
      }
    }
    return threads;
  }

  /// Selects the thread from which memory files are read from now on: the first one has ended and
  /// shows none.
  void readMemoryFrom(int tid) {
    memory = "task/" + tid + "/";
  }

  /// Selects the process itself again.
  void readMemoryFromItself() {
    memory = "";
  }

  /// Opens a file; all but `stat` are read from the selected thread.
  public KernelFile open(ProcFile file) throws IOException {
    String from = file == ProcFile.STAT ? "" : memory;
    return folder.open(from + file.fileName());
  }

  /// The `stat` file of one of its threads.
  byte[] readThreadStat(int tid) throws IOException {
    try (KernelFile stat = folder.open("task/" + tid + "/" + ProcFile.STAT.fileName())) {
      return stat.readRest();
    }
  }

  /// The path of its executable.
  Outcome<RawText> executable() {
    return folder.link(memory + "exe");
  }

  /// The identifier of a namespace that it is in.
  Outcome<RawText> namespace(Namespace namespace) {
    return folder.link("ns/" + namespace.link());
  }

  /// Opens its root directory with `O_PATH`.
  public LibC.Result root() {
    return folder.name(memory + "root");
  }

  /// The path of its root directory, as this service sees it: `/` even in a container, unless it
  /// called `chroot(2)`.
  public Outcome<RawText> rootPath() {
    return folder.link(memory + "root");
  }

  /// The table of mounts that it sees from its root directory; empty where it cannot be read.
  byte[] mounts() {
    return mounts(() -> folder.open(memory + "mountinfo"));
  }

  /// The table of mounts that process 1 sees.
  byte[] mountsOfFirst() {
    return mounts(() -> KernelFile.open(path.resolveSibling("1").resolve("mountinfo")));
  }

  /// A way to open a file.
  private interface Opener {
    KernelFile open() throws IOException;
  }

  private static byte[] mounts(Opener table) {
    try (KernelFile opened = table.open()) {
      return opened.readParts(MOST_MOUNTS);
    } catch (IOException _) {
      return new byte[0];
    }
  }

  /// The present user and groups of its file accesses.
  ///
  /// @return gone if the process is
  public Outcome<FileCredentials> credentials() {
    boolean inOwnNamespace =
        namespace(Namespace.USER)
            .value()
            .equals(LibC.readlinkat(LibC.CURRENT_DIRECTORY, OWN_USER_NAMESPACE).value());
    try {
      return new Outcome.Ok<>(readSmall(ProcFile.STATUS))
          .map(status -> FileCredentials.parse(status, inOwnNamespace, "status"));
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }

  /// Opens the file of a mapping with `O_PATH`, by the kernel's link to it.
  ///
  /// @param range the range of the whole mapping
  public LibC.Result nameMapped(AddressRange range) {
    // Links are in the directory of the process alone, not in those of its threads.
    String link = Long.toHexString(range.start()) + "-" + Long.toHexString(range.end());
    return folder.name("map_files/" + link);
  }

  /// A whole file of a few kB that is generated at once.
  byte[] readSmall(ProcFile file) throws IOException {
    try (KernelFile opened = open(file)) {
      return opened.readRest();
    }
  }

  /// The first bytes of a file.
  ///
  /// @param most the limit in bytes
  byte[] readBeginning(ProcFile file, int most) throws IOException {
    try (KernelFile opened = open(file)) {
      return opened.readAtMost(most);
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}

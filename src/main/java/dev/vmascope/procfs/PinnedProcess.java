package dev.vmascope.procfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A directory `/proc/<pid>` held open. Every file is opened relative to it, so after the pid has
/// gone to another process reads fail instead of mixing two.
final class PinnedProcess implements AutoCloseable {
  private static final Set<OpenOption> READ_ONLY =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final int SMALL = 4096;

  private static final Path OWN = Path.of("");

  private final Path path;
  private final SecureDirectoryStream<Path> directory;
  private Path memory = OWN;

  private PinnedProcess(Path path, SecureDirectoryStream<Path> directory) {
    this.path = path;
    this.directory = directory;
  }

  @SuppressWarnings("StreamResourceLeak") // closed by close()
  static PinnedProcess open(Path procRoot, int pid) throws IOException {
    Path path = procRoot.resolve(Integer.toString(pid));
    DirectoryStream<Path> directory = Files.newDirectoryStream(path);
    if (directory instanceof SecureDirectoryStream<Path> secure) {
      return new PinnedProcess(path, secure);
    }
    directory.close();
    throw new IOException("the file system cannot open files relative to a directory");
  }

  /// The ids of its threads, in the kernel's order: the first is the process's own.
  List<Integer> threads() throws IOException {
    List<Integer> threads = new ArrayList<>();
    try (DirectoryStream<Path> tasks = directory.newDirectoryStream(Path.of("task"))) {
      for (Path task : tasks) {
        threads.add(Integer.valueOf(task.getFileName().toString()));
      }
    }
    return threads;
  }

  /// From now on, what is about memory is read from this thread: the first one has ended and shows
  /// none.
  void readMemoryFrom(int tid) {
    memory = Path.of("task", Integer.toString(tid));
  }

  /// Takes that back.
  void readMemoryFromItself() {
    memory = OWN;
  }

  /// Opens a file; all but `stat` are about memory.
  SeekableByteChannel open(ProcFile file) throws IOException {
    Path from = file == ProcFile.STAT ? OWN : memory;
    return directory.newByteChannel(from.resolve(file.fileName()), READ_ONLY);
  }

  /// The `stat` file of one of its threads.
  byte[] readThreadStat(int tid) throws IOException {
    Path stat = Path.of("task", Integer.toString(tid), ProcFile.STAT.fileName());
    return readWhole(directory.newByteChannel(stat, READ_ONLY));
  }

  /// Where a file about its memory is, by path: this is not relative to the pinned directory.
  Path pathOf(ProcFile file) {
    return path.resolve(memory).resolve(file.fileName());
  }

  /// Where its executable is linked, by path as well.
  Path executableLink() {
    return path.resolve(memory).resolve("exe");
  }

  /// Where a namespace is linked, by path as well.
  Path namespaceLink(Namespace namespace) {
    return path.resolve("ns").resolve(namespace.link());
  }

  /// A whole file of a few kB.
  byte[] readSmall(ProcFile file) throws IOException {
    return readWhole(open(file));
  }

  /// The beginning of a file.
  ///
  /// @param most bytes to read
  byte[] readBeginning(ProcFile file, int most) throws IOException {
    try (SeekableByteChannel channel = open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(most);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  private static byte[] readWhole(SeekableByteChannel opened) throws IOException {
    try (SeekableByteChannel channel = opened) {
      ByteBuffer buffer = ByteBuffer.allocate(SMALL);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(SMALL);
      while (channel.read(buffer) >= 0) {
        bytes.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return bytes.toByteArray();
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}

package dev.vmascope.procfs.call;

import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder of a process: a directory held open, or a folder in an archive.
public sealed interface ProcessFolder extends AutoCloseable {
  /// Opens the folder at a path.
  ///
  /// @throws IOException if there is none, or it may not be seen
  static ProcessFolder open(Path path) throws IOException {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      if (!Files.isDirectory(path)) {
        throw new NoSuchFileException(path.toString());
      }
      return new Archived(path);
    }
    LibC.Result opened = LibC.openat(LibC.CURRENT_DIRECTORY, path.toString(), LibC.DIRECTORY);
    if (opened.failed()) {
      throw opened.exception();
    }
    return new Held((int) opened.value());
  }

  /// Opens a file in it for reading.
  KernelFile open(String file) throws IOException;

  /// The target of a link in it.
  Outcome<RawText> link(String file);

  /// Opens a file in it with `O_PATH`; links are followed.
  LibC.Result name(String file);

  @Override
  void close();

  /// A directory that is held open.
  ///
  /// @param descriptor its descriptor
  record Held(int descriptor) implements ProcessFolder {
    @Override
    public KernelFile open(String file) throws IOException {
      return KernelFile.open(descriptor, file);
    }

    @Override
    public Outcome<RawText> link(String file) {
      return LibC.readlinkat(descriptor, file);
    }

    @Override
    public LibC.Result name(String file) {
      return FileCalls.name(descriptor, file);
    }

    @Override
    public void close() {
      LibC.close(descriptor);
    }
  }

  /// A folder in an archive, which has no links.
  record Archived(Path path) implements ProcessFolder {
    @Override
    public KernelFile open(String file) throws IOException {
      return KernelFile.open(path.resolve(file));
    }

    @Override
    public Outcome<RawText> link(String file) {
      return new Outcome.Gone<>(true);
    }

    @Override
    public LibC.Result name(String file) {
      return new LibC.Result(-1, LibC.ENOENT);
    }

    @Override
    public void close() {
      // The archive belongs to whoever opened it.
    }
  }
}

package dev.vmascope.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A capture on disk, open for reading in place of a proc file system. It is read whole and checked
/// once when it is opened; nothing is unpacked to disk.
public final class CaptureArchive implements AutoCloseable {
  /// The limit on the size of an archive, in bytes: `smaps` of 65,000 mappings has 2 MB in it.
  public static final long MOST_BYTES = 64L << 20;

  static final int MOST_MANIFEST_BYTES = 1 << 20;

  private static final CaptureEntries.Sink NOWHERE =
      new CaptureEntries.Sink() {
        @Override
        public void begin(String name) {}

        @Override
        public void write(byte[] bytes, int count) {}

        @Override
        public void end() {}
      };

  private final FileSystem files;
  private final int pid;

  private CaptureArchive(FileSystem files, int pid) {
    this.files = files;
    this.pid = pid;
  }

  /// Opens a capture.
  ///
  /// @param archive a regular file
  /// @throws MalformedCaptureException if it is none, or breaks a bound
  public static CaptureArchive open(Path archive) throws IOException {
    if (Files.size(archive) > MOST_BYTES) {
      throw new MalformedCaptureException("the archive has more than 64 MiB");
    }
    CaptureEntries entries;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
      entries = new CaptureEntries(in);
      entries.forEach(NOWHERE);
    }
    OptionalInt pid = entries.pid();
    if (pid.isEmpty()) {
      throw new MalformedCaptureException("the archive has no file of a process");
    }
    FileSystem files = FileSystems.newFileSystem(archive, Map.of("accessMode", "readOnly"));
    return new CaptureArchive(files, pid.getAsInt());
  }

  /// The comment of an archive and its manifest, of which nothing else is read or checked.
  ///
  /// @throws MalformedCaptureException if it is no archive with a manifest
  public static Head head(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(Manifest.PATH);
      if (entry == null) {
        throw new MalformedCaptureException("the archive has no manifest.json");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] manifest = in.readNBytes(MOST_MANIFEST_BYTES + 1);
        if (manifest.length > MOST_MANIFEST_BYTES) {
          throw new MalformedCaptureException("manifest.json has more than 1 MiB");
        }
        return new Head(
            Optional.ofNullable(zip.getComment()), new String(manifest, StandardCharsets.UTF_8));
      }
    } catch (ZipException _) {
      throw new MalformedCaptureException("the archive is damaged, or is no zip file");
    }
  }

  /// The head of an archive.
  ///
  /// @param comment empty if it has none
  /// @param manifest the text of `manifest.json`
  public record Head(Optional<String> comment, String manifest) {}

  /// The folder in it that stands for `/proc`, as a path of its own file system.
  public Path root() {
    return files.getPath("proc");
  }

  /// The process that it is of.
  public int pid() {
    return pid;
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

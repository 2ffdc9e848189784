package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The real files in `src/test/resources/proc`; each folder says how it was taken.
public final class Captures {
  /// Every folder that holds a listing with at least one line.
  static final List<String> WITH_MEMORY =
      List.of("jvm", "odd-names", "32-bit", "thread-zombie-leader/task/16082");

  /// Every capture of a listing.
  static final List<String> LISTINGS =
      List.of(
          "source-text/maps",
          "jvm/maps",
          "java-machines/g1/maps",
          "java-machines/z/maps",
          "node/maps",
          "go/maps",
          "odd-names/maps",
          "32-bit/maps",
          "thread-zombie-leader/task/16082/maps",
          "thread-zombie-leader/maps",
          "zombie/maps",
          "kernel-thread/maps");

  /// Every folder that holds `stat`, `statm` and `status`.
  static final List<String> PROCESSES =
      List.of(
          "jvm",
          "odd-names",
          "odd-comm",
          "32-bit",
          "thread-zombie-leader",
          "thread-zombie-leader/task/16082",
          "zombie",
          "kernel-thread");

  private static final Path FOLDER = Path.of("src/test/resources/proc");

  private Captures() {}

  /// A file, for example `jvm/maps`.
  public static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The mappings of a listing.
  public static List<Mapping> mappings(String file) {
    return MapsParser.parse(bytes(file), file).stream().map(MapsLine::mapping).toList();
  }
}

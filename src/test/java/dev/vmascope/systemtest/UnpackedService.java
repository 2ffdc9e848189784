package dev.vmascope.systemtest;

import dev.vmascope.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// The jar under test as the image has it: unpacked, beside the cache of what the JVM learnt at a
/// first start (JEP 514), so that a start takes half the time.
///
/// @param folder absolute; the cache is good for a copy of it as well, with the times of the files
public record UnpackedService(Path folder) {
  private static final Path FOLDER = Path.of("target/unpacked").toAbsolutePath();
  private static final Path OPTIONS = Path.of("image/jvm.options").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// The one of this build. Whoever asks first makes it, and others wait, of other JVMs as well.
  public static synchronized UnpackedService get() {
    try (FileChannel file =
            FileChannel.open(
                FOLDER.resolveSibling("unpacked.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      UnpackedService service = new UnpackedService(FOLDER);
      if (!service.isNewerThan(RunningService.jar()) || !service.isNewerThan(OPTIONS)) {
        service.make();
      }
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isNewerThan(Path jar) throws IOException {
    Path cache = cache();
    // The jar bears the time of a commit; the time of its inode is that of the build.
    return Files.exists(cache)
        && Files.getLastModifiedTime(cache)
                .compareTo((FileTime) Files.getAttribute(jar, "unix:ctime"))
            > 0;
  }

  /// A cache that the training rejects is not left for others to find.
  private void make() throws IOException {
    try {
      train();
    } catch (IOException | RuntimeException e) {
      FileSystemUtils.deleteRecursively(folder);
      throw e;
    }
  }

  private void train() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
    run(
        JAVA.toString(),
        "-Djarmode=tools",
        "-jar",
        RunningService.jar().toString(),
        "extract",
        "--destination",
        folder.toString());
    run(
        "image/train",
        cache().toString(),
        JAVA.toString(),
        "@" + OPTIONS,
        "-XX:AOTCacheOutput=" + cache(),
        "-jar",
        jar().toString(),
        "--vmascope.security.read-only=false",
        "--vmascope.data-dir=" + folder.resolve("data"));
  }

  private static void run(String... command) throws IOException {
    try {
      Shell.Result result = Shell.run(command);
      if (result.status() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + result);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path cache() {
    return folder.resolve("vmascope.aot");
  }

  private Path jar() {
    return folder.resolve("vmascope.jar");
  }

  /// The command that starts it, with the options of the image's.
  List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "@" + OPTIONS,
                "-XX:AOTCache=" + cache(),
                "-jar",
                jar().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// A copy that everybody may read, wherever the checkout lies.
  ///
  /// @param target a folder that is there and that everybody may read
  public UnpackedService copyTo(Path target) throws IOException {
    run("cp", "-a", folder.toString() + "/.", target.toString());
    run("chmod", "-R", "a+rX", target.toString());
    return new UnpackedService(target.toAbsolutePath());
  }
}

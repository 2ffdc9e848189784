package dev.vmascope.systemtest;

import dev.vmascope.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A view of all processes on a machine with 512 MiB of memory, which a leak fills within minutes.
///
/// @param root for `vmascope.procfs.root`
public record SmallMachine(Path root) implements AutoCloseable {
  /// Its memory in bytes.
  public static final long MEMORY = 512L << 20;

  /// Mounts it.
  public static SmallMachine in(Path folder) throws IOException {
    Path root = Files.createDirectory(folder.resolve("proc"));
    Path memory =
        Files.writeString(folder.resolve("meminfo"), "MemTotal: " + (MEMORY >> 10) + " kB\n");
    run("mount", "-t", "proc", "proc", root.toString());
    run("mount", "--bind", memory.toString(), root.resolve("meminfo").toString());
    return new SmallMachine(root);
  }

  /// The option of the service that has it look there.
  public String option() {
    return "--vmascope.procfs.root=" + root;
  }

  private static void run(String... command) {
    try {
      Shell.Result result = Shell.run(command);
      if (result.status() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("umount", "--recursive", root.toString());
  }
}

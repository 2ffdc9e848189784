package dev.vmascope.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs on mounts of their own, which are in no table of mounts but theirs: a script of the
/// shell in a folder, in namespaces of mounts and pids that end with it.
public final class MountedPrograms implements AutoCloseable {
  private final Path folder;
  private final Process script;

  private MountedPrograms(Path folder, Process script) {
    this.folder = folder;
    this.script = script;
  }

  /// Runs a script, on a file system in memory, until it has started its programs.
  public static MountedPrograms start(String script) {
    try {
      Path folder = Files.createTempDirectory("vmascope-mounted");
      String whole =
          "set -e\nmount -t tmpfs tmpfs "
              + folder
              + "\ncd "
              + folder
              + "\n"
              + script
              + "\necho READY\nwait\n";
      Process process =
          new ProcessBuilder(
                  "unshare",
                  "-m",
                  "-p",
                  "--propagation",
                  "private",
                  "--fork",
                  "--kill-child",
                  "sh",
                  "-c",
                  whole)
              .redirectErrorStream(true)
              .start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals("READY")) {
          return new MountedPrograms(folder, process);
        }
        said.append(line).append('\n');
      }
      throw new IllegalStateException("the script ended before it was ready:\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the script was started.
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    script.destroyForcibly().onExit().join();
  }
}

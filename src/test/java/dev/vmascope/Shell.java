package dev.vmascope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Commands of this machine.
public final class Shell {
  private static final int MINUTES = 15;

  private Shell() {}

  /// How a command ended.
  ///
  /// @param status 0 if it says that all is well
  public record Result(int status, String output, String errors) {}

  /// Runs a command in the folder of the project until it ends.
  public static Result run(String... command) throws IOException, InterruptedException {
    return run(Path.of(""), Map.of(), command);
  }

  /// Runs a command until it ends, for a quarter of an hour at the most.
  ///
  /// @param more of its environment
  public static Result run(Path folder, Map<String, String> more, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("vmascope-output", ".txt");
    Path errors = Files.createTempFile("vmascope-errors", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(more);
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " hangs");
      }
      return new Result(process.exitValue(), text(output), text(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

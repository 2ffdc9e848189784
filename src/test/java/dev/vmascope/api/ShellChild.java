package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/// A child process that runs the commands it is given.
public final class ShellChild implements AutoCloseable {
  private final Process shell;

  private ShellChild(Process shell) {
    this.shell = shell;
  }

  /// Starts it, and waits until it takes commands.
  public static ShellChild start() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "echo ready; while read -r line; do eval \"$line\"; done")
              .start();
      assertThat(shell.inputReader().readLine()).isEqualTo("ready");
      return new ShellChild(shell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return shell.pid();
  }

  /// Gives it a command.
  public void run(String command) {
    try {
      Writer commands = shell.outputWriter();
      commands.write(command + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets its memory grow by a mapping.
  public void grow() {
    run("x=$x$(printf %1000000d 1)");
  }

  /// Ends it.
  public void kill() {
    shell.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}

package dev.vmascope.procfs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that a test started, and ends.
public final class Child implements AutoCloseable {
  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  public static Child start(String... command) throws IOException {
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /// One that does nothing, and already runs its own program.
  public static Child idle() throws IOException {
    Child child = start("sleep", "600");
    child.awaitName("sleep");
    return child;
  }

  /// A child of a shell script.
  public static Child shell(String script) throws IOException {
    return start("sh", "-c", script);
  }

  public int pid() {
    return Math.toIntExact(process.pid());
  }

  public Path folder() {
    return Path.of("/proc", Integer.toString(pid()));
  }

  /// Waits until it runs the program of this name.
  public void awaitName(String name) {
    await().until(() -> stat().contains("(" + name + ") S"));
  }

  private String stat() {
    try {
      return Files.readString(folder().resolve("stat"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it is in this state.
  void awaitState(char state) {
    await().until(() -> stat().charAt(stat().lastIndexOf(')') + 2) == state);
  }

  /// Sends it a signal.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Integer.toString(pid())).start().waitFor();
  }

  /// Sends it a line.
  public void say(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /// Reads a line from it.
  public String hear() throws IOException {
    return process.inputReader().readLine();
  }

  /// Ends it and waits until its pid is free.
  public void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package dev.vmascope.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A C program of `src/test/programs`, compiled with gcc and running on this machine until it is
/// closed. A missing gcc fails the test: `bin/verify` installs it.
public final class TestProgram implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private TestProgram(Process process, BufferedReader output) {
    this.process = process;
    this.output = output;
  }

  /// Compiles a program, and gives the file.
  ///
  /// @param options of gcc
  public static Path compile(String name, String... options) {
    try {
      Path source = Path.of("src/test/programs", name, name + ".c");
      Path binary = Files.createTempDirectory("vmascope-test").resolve(name);
      List<String> command =
          new ArrayList<>(List.of("gcc", "-o", binary.toString(), source.toString()));
      command.addAll(List.of(options));
      Process gcc = new ProcessBuilder(command).inheritIO().start();
      if (gcc.waitFor() != 0) {
        throw new IllegalStateException("gcc cannot compile " + source);
      }
      return binary;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts a program and waits until it says READY.
  public static TestProgram start(Path binary, String... arguments) {
    return startUntil("READY", binary, arguments);
  }

  /// Starts a program and waits until it says so.
  public static TestProgram startUntil(String ready, Path binary, String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(ready)) {
          return new TestProgram(process, output);
        }
      }
      throw new IllegalStateException(binary + " ended before it was ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line that it says; waits for it.
  public String line() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("it ended without another line");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends it text.
  public void send(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it ends by itself.
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

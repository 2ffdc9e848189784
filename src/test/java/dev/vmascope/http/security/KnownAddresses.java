package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The addresses of a program that runs, as its `maps` has them.
///
/// @param secrets the bounds of its mappings, in hexadecimal and decimal digits
record KnownAddresses(Process process, Set<String> secrets) implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("^0*([0-9a-f]+)-0*([0-9a-f]+) .*");

  /// Starts the program.
  static KnownAddresses start() {
    Process process = cat();
    try {
      return new KnownAddresses(process, secrets(process));
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(e);
    }
  }

  /// A program that has answered maps nothing more, unlike one that has just been started.
  private static Process cat() {
    try {
      Process cat = new ProcessBuilder("cat").start();
      cat.getOutputStream().write('\n');
      cat.getOutputStream().flush();
      assertThat(cat.getInputStream().read()).isEqualTo('\n');
      return cat;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> secrets(Process process) throws IOException {
    Set<String> secrets = new HashSet<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/maps"))) {
      Matcher range = RANGE.matcher(line);
      assertThat(range.matches()).isTrue();
      for (int end = 1; end <= 2; end++) {
        secrets.add(range.group(end));
        secrets.add(Long.toUnsignedString(Long.parseUnsignedLong(range.group(end), 16)));
      }
    }
    // The gate is at the same address in every process.
    secrets.removeIf(secret -> secret.startsWith("ffffffffff60"));
    assertThat(secrets).hasSizeGreaterThan(30);
    return secrets;
  }

  long pid() {
    return process.pid();
  }

  /// The inode of the program.
  Object inode() {
    try {
      return Files.getAttribute(Path.of("/proc/" + process.pid() + "/exe"), "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

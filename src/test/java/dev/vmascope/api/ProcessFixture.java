package dev.vmascope.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child process that sleeps.
public final class ProcessFixture {
  /// Stands for no child yet; it has ended already.
  public static final Process NONE = none();

  private ProcessFixture() {}

  private static Process none() {
    try {
      return new ProcessBuilder("true").start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts it, and waits until it has become `sleep` and sleeps.
  static Process sleeping() throws IOException {
    Process child = new ProcessBuilder("sleep", "300").start();
    Path stat = Path.of("/proc", Long.toString(child.pid()), "stat");
    await().until(() -> Files.readString(stat).contains("(sleep) S"));
    return child;
  }
}

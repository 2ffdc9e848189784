package dev.vmascope.bench;

import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;

/// The work that is measured, and its time. Work that fails ends the measurement.
final class Work {
  private Work() {}

  /// The time that some work takes.
  static double nanos(Callable<?> work) throws Exception {
    long began = System.nanoTime();
    work.call();
    return System.nanoTime() - began;
  }

  /// Lets time pass, while something else is measured.
  static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
  }

  /// Reads to the end.
  static long drain(InputStream opened, byte[] buffer) throws IOException {
    long total = 0;
    try (InputStream in = opened) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
      }
    }
    return total;
  }

  /// Runs a program whose output is of no interest.
  static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return status;
  }

  /// Sends a request, over a connection of its own, and reads the whole answer.
  static int get(URI uri) throws IOException {
    Wire.Answer answer = Wire.get(uri);
    if (answer.status() != 200 || !answer.whole()) {
      throw new IllegalStateException(uri + ": " + answer);
    }
    return answer.status();
  }
}

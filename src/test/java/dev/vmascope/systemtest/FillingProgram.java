package dev.vmascope.systemtest;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A Java program that has filled some of its heap, has had code compiled and has threads that
/// wait, and says so. It ends when its input does.
public final class FillingProgram {
  private static final int MEGABYTES = 40;
  private static final int THREADS = 20;

  private FillingProgram() {}

  /// Fills, waits and ends.
  ///
  /// @param arguments none
  public static void main(String[] arguments) throws Exception {
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < MEGABYTES; i++) {
      kept.add(new byte[1 << 20]);
    }
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().daemon().start(FillingProgram::waitForEver);
    }
    Pattern pattern = Pattern.compile("a+b");
    int matches = 0;
    for (int i = 0; i < 1_000_000; i++) {
      matches += pattern.matcher("aa" + i + "ab").find() ? 1 : 0;
    }
    System.out.println("ready " + matches + " " + kept.size());
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static void waitForEver() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

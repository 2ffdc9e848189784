package dev.vmascope.systemtest;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java program that leaks as it is told, four mebibytes a second, or four threads: into its heap
/// (`heap`), which is as large from the start as it may be, direct buffers (`direct`), files that
/// it maps (`files`), or threads (`threads`). It says that it has begun, and never ends by itself.
public final class GrowingProgram {
  private static final int STEP = 1 << 20;

  /// With it, an array fills a region of the heap that is as large as a step.
  private static final int HEADER = 64;

  private static final long PAUSE_MILLIS = 250;

  private static final List<Object> KEPT = new ArrayList<>();

  private GrowingProgram() {}

  /// Leaks.
  ///
  /// @param arguments what to leak
  public static void main(String[] arguments) throws Exception {
    System.out.println("READY");
    System.out.flush();
    while (true) {
      KEPT.add(
          switch (arguments[0]) {
            case "heap" -> new byte[STEP - HEADER];
            case "direct" -> written(ByteBuffer.allocateDirect(STEP));
            case "files" -> file();
            case "threads" -> Thread.ofPlatform().daemon().start(GrowingProgram::waitForEver);
            default -> throw new IllegalArgumentException(arguments[0]);
          });
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static ByteBuffer written(ByteBuffer buffer) {
    for (int i = 0; i < STEP; i += 4096) {
      buffer.put(i, (byte) 1);
    }
    return buffer;
  }

  private static ByteBuffer file() throws IOException {
    File file = File.createTempFile("growing", ".dat");
    try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
      open.setLength(STEP);
      return open.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, STEP).load();
    } finally {
      if (!file.delete()) {
        file.deleteOnExit();
      }
    }
  }

  private static void waitForEver() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.ObjectBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An object in memory, which fails when it is read outside of its bounds.
public final class HeldBytes implements ObjectBytes {
  private final byte[] bytes;
  private long read;

  public HeldBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static HeldBytes of(Path file) throws IOException {
    return new HeldBytes(Files.readAllBytes(file));
  }

  /// How many bytes have been read.
  long read() {
    return read;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long offset, byte[] target) {
    if (offset < 0 || target.length > bytes.length - offset) {
      assertThat(offset + "+" + target.length).as("outside of " + bytes.length).isEmpty();
    }
    read += target.length;
    System.arraycopy(bytes, (int) offset, target, 0, target.length);
    return target.length;
  }
}

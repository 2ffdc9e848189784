package dev.vmascope.trend;

import java.io.IOException;
import java.io.OutputStream;

/// A writer of state in few bytes. Numbers are of variable length, seven bits a byte, lowest first
/// (as in protocol buffers, "Base 128 Varints"), signed ones zigzag.
public final class StateWriter {
  private final OutputStream out;

  /// A writer to an output.
  ///
  /// @param out the output, which should buffer
  public StateWriter(OutputStream out) {
    this.out = out;
  }

  /// Writes a number that is seldom negative.
  public void number(long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// Writes a number that may be negative.
  public void signed(long value) throws IOException {
    number((value << 1) ^ (value >> 63));
  }

  /// Writes whether something holds.
  public void flag(boolean holds) throws IOException {
    out.write(holds ? 1 : 0);
  }

  /// Writes bytes, with their number.
  public void bytes(byte[] bytes, int length) throws IOException {
    number(length);
    out.write(bytes, 0, length);
  }
}

package dev.vmascope.trend;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A reader of what [StateWriter] wrote. State that no writer writes is an [IOException].
public final class StateReader {
  private static final int MOST_BITS = 63;

  private final InputStream in;

  /// A reader of an input.
  ///
  /// @param in the input, which should buffer
  public StateReader(InputStream in) {
    this.in = in;
  }

  /// Reads a number.
  public long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift <= MOST_BITS; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /// Reads a number that may be negative.
  public long signed() throws IOException {
    long zigzag = number();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /// Reads a count or an index.
  ///
  /// @param most its limit
  public int count(int most) throws IOException {
    long value = number();
    if (value < 0 || value > most) {
      throw new IOException("a count of " + value + " above " + most);
    }
    return (int) value;
  }

  /// Reads whether something holds.
  public boolean flag() throws IOException {
    return count(1) == 1;
  }

  /// Reads bytes.
  ///
  /// @param most the limit of their number
  public byte[] bytes(int most) throws IOException {
    int length = count(most);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }
}

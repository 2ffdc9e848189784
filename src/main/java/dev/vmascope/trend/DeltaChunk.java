package dev.vmascope.trend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A run of samples: the first one whole, then the differences between neighbours. Numbers are of
/// variable length, seven bits a byte, lowest first (as in protocol buffers, "Base 128 Varints"),
/// signed ones zigzag.
///
/// A sample is the milliseconds since the one before, and a mask: bit 0 says that other measures
/// are known than before, and then the mask of those follows; each further bit says that a measure
/// has another value, and then the difference follows.
final class DeltaChunk {
  /// The size of the objects around the bytes.
  private static final int OVERHEAD = 400;

  private final TimedValues first;
  private long lastMillis;
  private MeasureValues lastValues;
  private byte[] encoded = new byte[64];
  private int length;

  DeltaChunk(TimedValues first) {
    this.first = first;
    lastMillis = first.at().toEpochMilli();
    lastValues = first.values();
  }

  void write(StateWriter out) throws IOException {
    out.number(first.at().toEpochMilli());
    first.values().write(out);
    out.bytes(encoded, length);
  }

  /// The run as it was written.
  ///
  /// @param most the maximum size of the differences
  static DeltaChunk read(StateReader in, int most) throws IOException {
    Instant at = Instant.ofEpochMilli(in.number());
    DeltaChunk chunk = new DeltaChunk(new TimedValues(at, MeasureValues.read(in)));
    chunk.encoded = in.bytes(most);
    chunk.length = chunk.encoded.length;
    List<TimedValues> samples = new ArrayList<>();
    chunk.addTo(samples);
    chunk.lastMillis = samples.getLast().at().toEpochMilli();
    chunk.lastValues = samples.getLast().values();
    return chunk;
  }

  TimedValues first() {
    return first;
  }

  Instant firstAt() {
    return first.at();
  }

  Instant lastAt() {
    return Instant.ofEpochMilli(lastMillis);
  }

  int bytes() {
    return OVERHEAD + encoded.length;
  }

  /// Adds a sample that is later than the last.
  void add(TimedValues sample) {
    MeasureValues before = lastValues;
    MeasureValues now = sample.values();
    long millis = sample.at().toEpochMilli();
    put(millis - lastMillis);
    long mask = now.equals(before) ? 0 : mask(before, now);
    put(mask);
    if ((mask & 1) != 0) {
      put(now.known());
    }
    for (int i = 0; i < Measure.ALL.size(); i++) {
      if ((mask & (2L << i)) != 0) {
        long difference = now.raw(i) - before.raw(i);
        put((difference << 1) ^ (difference >> 63));
      }
    }
    lastMillis = millis;
    if (mask != 0) {
      lastValues = now;
    }
  }

  private static long mask(MeasureValues before, MeasureValues now) {
    long mask = now.known() == before.known() ? 0 : 1;
    for (int i = 0; i < Measure.ALL.size(); i++) {
      mask |= now.raw(i) == before.raw(i) ? 0 : 2L << i;
    }
    return mask;
  }

  private void put(long value) {
    long rest = value;
    while (true) {
      if (length == encoded.length) {
        encoded = Arrays.copyOf(encoded, length + Math.max(64, length / 4));
      }
      if ((rest & ~0x7fL) == 0) {
        encoded[length++] = (byte) rest;
        return;
      }
      encoded[length++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
  }

  /// Adds its samples to these.
  void addTo(List<TimedValues> samples) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded, 0, length);
    TimedValues sample = first;
    samples.add(sample);
    while (bytes.hasRemaining()) {
      sample = next(sample, bytes);
      samples.add(sample);
    }
  }

  private static TimedValues next(TimedValues before, ByteBuffer bytes) {
    Instant at = before.at().plusMillis(number(bytes));
    long mask = number(bytes);
    if (mask == 0) {
      return new TimedValues(at, before.values());
    }
    long known = (mask & 1) != 0 ? number(bytes) : before.values().known();
    long[] values = new long[Measure.ALL.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = before.values().raw(i);
      if ((mask & (2L << i)) != 0) {
        long zigzag = number(bytes);
        values[i] += (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    return new TimedValues(at, new MeasureValues(values, known));
  }

  private static long number(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}

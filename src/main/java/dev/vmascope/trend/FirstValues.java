package dev.vmascope.trend;

import java.time.Instant;
import java.util.List;

/// The first values of the measures that were first known in one sample. They take few bytes.
final class FirstValues {
  private final Instant at;

  /// A bit for each measure, by index.
  private final long measures;

  /// A value for each bit that is set, lowest first.
  private final long[] values;

  private FirstValues(Instant at, long measures, long[] values) {
    this.at = at;
    this.measures = measures;
    this.values = values;
  }

  /// Those of a sample.
  ///
  /// @param measures a bit for each measure that was not known before, by index
  static FirstValues of(Instant at, MeasureValues sample, long measures) {
    long[] values = new long[Long.bitCount(measures)];
    int next = 0;
    for (long rest = measures; rest != 0; rest &= rest - 1) {
      values[next++] = sample.raw(Long.numberOfTrailingZeros(rest));
    }
    return new FirstValues(at, measures, values);
  }

  /// These with one more.
  FirstValues and(Measure measure, long value) {
    long bit = measure.bit();
    long[] more = new long[values.length + 1];
    int place = place(bit);
    System.arraycopy(values, 0, more, 0, place);
    more[place] = value;
    System.arraycopy(values, place, more, place + 1, values.length - place);
    return new FirstValues(at, measures | bit, more);
  }

  private int place(long bit) {
    return Long.bitCount(measures & (bit - 1));
  }

  /// The time of the sample.
  Instant at() {
    return at;
  }

  /// A bit for each measure that has its first value here, by index.
  long bits() {
    return measures;
  }

  /// The measures that have their first value here, by index.
  List<Measure> measures() {
    return Measure.ofBits(measures);
  }

  /// The first value of a measure that has it here.
  long value(Measure measure) {
    return values[place(measure.bit())];
  }

  /// The size in bytes, roughly.
  int bytes() {
    return 64 + Long.BYTES * values.length;
  }
}

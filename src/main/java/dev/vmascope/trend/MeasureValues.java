package dev.vmascope.trend;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/// The values of the measures of one process at one time. An unknown one is absent, never 0.
public final class MeasureValues {
  /// No known value.
  public static final MeasureValues NONE = new MeasureValues();

  private final long[] values;
  private long known;

  private MeasureValues() {
    this(new long[Measure.ALL.size()], 0);
  }

  /// @param values the values by [Measure#index()], 0 where unknown; not copied
  /// @param known a bit for each measure, by index
  MeasureValues(long[] values, long known) {
    this.values = values;
    this.known = known;
  }

  void write(StateWriter out) throws IOException {
    out.number(known);
    for (int i = 0; i < values.length; i++) {
      if ((known & (1L << i)) != 0) {
        out.signed(values[i]);
      }
    }
  }

  static MeasureValues read(StateReader in) throws IOException {
    long known = in.number();
    long[] values = new long[Measure.ALL.size()];
    for (int i = 0; i < values.length; i++) {
      if ((known & (1L << i)) != 0) {
        values[i] = in.signed();
      }
    }
    return new MeasureValues(values, known);
  }

  long known() {
    return known;
  }

  /// The value of the measure of this index; 0 where it is not known.
  long raw(int index) {
    return values[index];
  }

  /// The measures that are sizes.
  public static MeasureValues of(MemorySizes sizes) {
    MeasureValues values = new MeasureValues();
    for (Map.Entry<ProcessSize, Measure> each : Measure.BY_SIZE.entrySet()) {
      OptionalLong bytes = sizes.bytes(each.getKey());
      if (bytes.isPresent()) {
        values.set(each.getValue(), bytes.getAsLong());
      }
    }
    OptionalLong anonymous = sizes.bytes(ProcessSize.ANONYMOUS);
    if (anonymous.isPresent()) {
      values.set(Measure.PRIVATE, anonymous.getAsLong() + sizes.bytes(ProcessSize.SWAP).orElse(0));
    }
    return values;
  }

  /// These values and the number of threads.
  public MeasureValues andThreads(int threads) {
    MeasureValues both = new MeasureValues(values.clone(), known);
    both.set(Measure.THREADS, threads);
    return both;
  }

  /// These values and those of a listing. A category without mappings is 0.
  ///
  /// @param mappings the number of mappings
  /// @param virtualBytes the sizes by category
  public MeasureValues and(int mappings, Map<MappingCategory, Long> virtualBytes) {
    MeasureValues both = new MeasureValues(values.clone(), known);
    both.set(Measure.MAPPINGS, mappings);
    for (MappingCategory category : MappingCategory.values()) {
      both.set(Measure.of(category), virtualBytes.getOrDefault(category, 0L));
    }
    return both;
  }

  /// These values and those of a rollup.
  public MeasureValues andUsage(long proportionalBytes, long uniqueBytes) {
    MeasureValues both = new MeasureValues(values.clone(), known);
    both.set(Measure.PROPORTIONAL, proportionalBytes);
    both.set(Measure.UNIQUE, uniqueBytes);
    return both;
  }

  /// These values without those of a rollup.
  public MeasureValues withoutUsage() {
    MeasureValues fewer = new MeasureValues(values.clone(), known);
    fewer.unset(Measure.PROPORTIONAL);
    fewer.unset(Measure.UNIQUE);
    return fewer;
  }

  /// A running sum of values. A measure that only some know is the sum of those.
  public static final class Sum {
    private final long[] sums = new long[Measure.ALL.size()];
    private long known;

    /// Adds these.
    public void add(MeasureValues values) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values.values[i];
      }
      known |= values.known;
    }

    /// The sum of one measure so far; 0 where it was never known.
    public long of(Measure measure) {
      return sums[measure.index()];
    }

    /// The sums so far.
    public MeasureValues values() {
      return new MeasureValues(sums.clone(), known);
    }
  }

  private void set(Measure measure, long value) {
    values[measure.index()] = value;
    known |= 1L << measure.index();
  }

  private void unset(Measure measure) {
    values[measure.index()] = 0;
    known &= ~(1L << measure.index());
  }

  /// Whether the value of a measure is known.
  public boolean knows(Measure measure) {
    return ((known >> measure.index()) & 1) == 1;
  }

  /// The value of a measure, 0 where it is not known: to add up, or to find the largest.
  public long orZero(Measure measure) {
    return values[measure.index()];
  }

  /// The value of a measure: bytes, or a count.
  public OptionalLong value(Measure measure) {
    return knows(measure) ? OptionalLong.of(values[measure.index()]) : OptionalLong.empty();
  }

  /// Whether mappings are known, and are those of another sample.
  @SuppressWarnings("ReferenceEquality") // at rest both are usually the same object
  boolean hasMappingsOf(MeasureValues other) {
    if (this == other) {
      return knows(Measure.MAPPINGS);
    }
    if (!knows(Measure.MAPPINGS) || !other.knows(Measure.MAPPINGS)) {
      return false;
    }
    for (Measure measure : Measure.OF_MAPPINGS) {
      if (values[measure.index()] != other.values[measure.index()]) {
        return false;
      }
    }
    return true;
  }

  /// Whether the address space has the size of another sample's, by the sizes that are cheap to
  /// read.
  boolean hasSizeOf(MeasureValues other) {
    return hasSameOf(Measure.VIRTUAL, other) && hasSameOf(Measure.DATA, other);
  }

  /// Whether both have the same value of a measure, or neither knows it: unknown ones are 0.
  private boolean hasSameOf(Measure measure, MeasureValues other) {
    return knows(measure) == other.knows(measure)
        && values[measure.index()] == other.values[measure.index()];
  }

  /// Whether the categories add up to the current size of the address space.
  boolean areWhole() {
    long sum = 0;
    for (Measure measure : Measure.OF_MAPPINGS) {
      sum += measure.isCategory() ? values[measure.index()] : 0;
    }
    OptionalLong virtual = value(Measure.VIRTUAL);
    return virtual.isPresent() && virtual.getAsLong() == sum;
  }

  /// A bit for each measure whose value is another one than in another sample, by index. A measure
  /// that only one of them knows may have one.
  long differencesTo(MeasureValues other) {
    long different = 0;
    for (int i = 0; i < values.length; i++) {
      different |= values[i] == other.values[i] ? 0 : 1L << i;
    }
    return different;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof MeasureValues that
        && known == that.known
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}

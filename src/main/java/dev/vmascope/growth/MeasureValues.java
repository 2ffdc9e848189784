package dev.vmascope.growth;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.Size;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the measures of one process were at one time. One that is not known is absent, never 0.
public final class MeasureValues {
  /// Nothing known.
  public static final MeasureValues NONE = new MeasureValues();

  private final long[] values = new long[Measure.ALL.size()];
  private long known;
  private @Nullable Map<Measure, Double> zeroSlopes;

  private MeasureValues() {}

  /// The measures that sizes tell.
  public static MeasureValues of(MemorySizes sizes) {
    MeasureValues values = new MeasureValues();
    sizes
        .bySize()
        .forEach(
            (size, bytes) -> Measure.of(size).ifPresent(measure -> values.set(measure, bytes)));
    OptionalLong anonymous = sizes.bytes(Size.ANONYMOUS);
    if (anonymous.isPresent()) {
      values.set(Measure.PRIVATE, anonymous.getAsLong() + sizes.bytes(Size.SWAP).orElse(0));
    }
    return values;
  }

  /// These and what a listing tells. A category that no mapping has is 0.
  ///
  /// @param mappings how many there are
  /// @param virtualBytes by category
  public MeasureValues and(int mappings, Map<MappingCategory, Long> virtualBytes) {
    MeasureValues both = new MeasureValues();
    System.arraycopy(values, 0, both.values, 0, values.length);
    both.known = known;
    both.set(Measure.MAPPINGS, mappings);
    for (MappingCategory category : MappingCategory.values()) {
      both.set(Measure.of(category), virtualBytes.getOrDefault(category, 0L));
    }
    return both;
  }

  private void set(Measure measure, long value) {
    values[measure.index()] = value;
    known |= 1L << measure.index();
  }

  /// The value of a measure: bytes, or how many mappings.
  public OptionalLong value(Measure measure) {
    return (known >> measure.index() & 1) == 1
        ? OptionalLong.of(values[measure.index()])
        : OptionalLong.empty();
  }

  /// A slope of 0 for each measure that is known.
  Map<Measure, Double> zeroSlopes() {
    Map<Measure, Double> zeros = zeroSlopes;
    if (zeros == null) {
      zeros =
          Measure.ALL.stream()
              .filter(measure -> value(measure).isPresent())
              .collect(Collectors.toUnmodifiableMap(measure -> measure, _ -> 0.0));
      zeroSlopes = zeros;
    }
    return zeros;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeasureValues that
        && known == that.known
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}

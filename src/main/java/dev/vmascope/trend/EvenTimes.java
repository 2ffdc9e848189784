package dev.vmascope.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A number of even times, for values from samples at uneven ones.
///
/// @param start the first time
/// @param step the time from one to the next
/// @param count the number of times
/// @param held the longest time for which a sample holds; more is a gap
public record EvenTimes(Instant start, Duration step, int count, Duration held) {
  private static final int MOST = 30;

  /// A step without a sample, or a late sample, is no gap.
  private static final int HELD_STEPS = 3;

  /// Thirty times over a window.
  ///
  /// @param end the last time
  /// @param interval the time between samples
  public static EvenTimes over(Duration window, Instant end, Duration interval) {
    Duration step = window.dividedBy(MOST);
    Duration longer = step.compareTo(interval) > 0 ? step : interval;
    return new EvenTimes(
        end.minus(step.multipliedBy(MOST - 1L)), step, MOST, longer.multipliedBy(HELD_STEPS));
  }

  /// The values of a measure: at each time that of the last sample before. They are those after the
  /// last gap, up to the last time; none if the measure is not known at that time.
  public List<Long> values(SampleLog log, Measure measure) {
    Instant end = start.plus(step.multipliedBy(count - 1L));
    List<TimedValues> samples = log.between(start.minus(held), end);
    List<Long> values = new ArrayList<>(count);
    Instant at = start;
    int next = 0;
    for (int i = 0; i < count; i++) {
      while (next < samples.size() && !samples.get(next).at().isAfter(at)) {
        next++;
      }
      OptionalLong value = next == 0 ? OptionalLong.empty() : value(samples, next - 1, at, measure);
      if (value.isPresent()) {
        values.add(value.getAsLong());
      } else {
        values.clear();
      }
      at = at.plus(step);
    }
    return List.copyOf(values);
  }

  private OptionalLong value(List<TimedValues> samples, int index, Instant at, Measure measure) {
    TimedValues sample = samples.get(index);
    return sample.at().plus(held).isBefore(at)
        ? OptionalLong.empty()
        : sample.values().value(measure);
  }
}

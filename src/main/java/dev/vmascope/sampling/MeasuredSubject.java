package dev.vmascope.sampling;

import dev.vmascope.trend.Measure;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A subject with known measures: a process, or a group of processes.
public sealed interface MeasuredSubject permits ProcessSample, GroupSample {
  /// The value of a measure, in bytes or as a count; absent where it is not known.
  OptionalLong value(Measure measure);

  /// The slope of a measure, per second; absent until it can be distinguished from noise.
  OptionalDouble growth(Measure measure);

  /// The largest share of `vm.max_map_count` that a process uses; absent where it is not known. Not
  /// clamped.
  OptionalDouble mappingLimitRatio();

  /// The time in seconds until a process reaches `vm.max_map_count`, at the slope of the growth
  /// window: the shortest; infinite if none approaches it, absent where it is not known.
  OptionalDouble mappingLimitSeconds();

  /// A number that is not known where it is not a number.
  static OptionalDouble known(double number) {
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /// The number of page faults served without disk.
  long minorFaults();

  /// The number of page faults that had to wait for disk.
  long majorFaults();
}

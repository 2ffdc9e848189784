package dev.vmascope.sampling;

import dev.vmascope.growth.Measure;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What measures are known of: a process, or a group of them.
public sealed interface Measured permits ProcessSample, GroupSample {
  /// The value of a measure, in bytes or in mappings; absent where it is not known.
  OptionalLong value(Measure measure);

  /// How fast it grows, a second; absent until that can be told from noise.
  OptionalDouble growth(Measure measure);

  /// The largest share of `vm.max_map_count` that a process uses; absent where that is not known.
  /// Not clamped.
  OptionalDouble mappingLimitRatio();

  /// In how many seconds, at the pace of the growth window, a process reaches `vm.max_map_count`:
  /// the soonest; infinite if none approaches it, absent where that cannot be told.
  OptionalDouble mappingLimitSeconds();

  /// Page faults that were served without disk.
  long minorFaults();

  /// Page faults that had to wait for disk.
  long majorFaults();
}

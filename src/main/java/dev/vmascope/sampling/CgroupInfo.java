package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import java.util.Optional;
import java.util.OptionalLong;

/// The membership of a process in control groups.
///
/// @param attribution its container, pod and unit; absent if its control groups could not be read
/// @param limits the memory limits from its group up to the visible root; absent if there are none,
///   or if they are not known
public record CgroupInfo(Optional<Attribution> attribution, Optional<MemoryLimits> limits) {
  /// The membership of a process of which nothing could be read.
  public static final CgroupInfo UNKNOWN = new CgroupInfo(Optional.empty(), Optional.empty());

  /// The membership of a thread of the kernel.
  public static final CgroupInfo NONE =
      new CgroupInfo(Optional.of(Attribution.NONE), Optional.empty());

  /// The smallest memory limit; absent if there is none, or if it is not known.
  public OptionalLong memoryLimitBytes() {
    return limits.isPresent()
        ? OptionalLong.of(limits.get().smallestBytes())
        : OptionalLong.empty();
  }
}

package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import java.util.Optional;
import java.util.OptionalLong;

/// What the control groups say that a process is a member of.
///
/// @param attribution where it runs; absent if its control groups could not be read
/// @param memoryLimitBytes the smallest limit on memory from its group up to the root that can be
///   seen; absent if there is none, or if that is not known
public record Membership(Optional<Attribution> attribution, OptionalLong memoryLimitBytes) {
  /// Nothing could be read.
  static final Membership UNKNOWN = new Membership(Optional.empty(), OptionalLong.empty());

  /// Of a thread of the kernel.
  static final Membership NONE =
      new Membership(Optional.of(Attribution.NONE), OptionalLong.empty());
}

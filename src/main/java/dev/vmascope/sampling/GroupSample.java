package dev.vmascope.sampling;

import dev.vmascope.mapping.Size;
import java.util.Map;

/// The processes of one group in a sample, added up.
///
/// @param name clean: printable, at most 63 characters
/// @param processes how many live
/// @param bytes sums by size, of the members that know it; a size that none knows is absent
/// @param growth sums of the members' slopes, in bytes per second; absent where no member has one
/// @param growthCoverage the share of the group's resident memory that belongs to members with a
///   slope, 0 to 1
/// @param minorFaults page faults served without disk since the group was first seen; never falls
/// @param majorFaults page faults that had to wait for disk
public record GroupSample(
    String name,
    int processes,
    Map<Size, Long> bytes,
    Map<Size, Double> growth,
    double growthCoverage,
    long minorFaults,
    long majorFaults) {

  /// The group of all that have no name of their own.
  public static final String OTHER = "other";

  public GroupSample {
    bytes = Map.copyOf(bytes);
    growth = Map.copyOf(growth);
  }
}

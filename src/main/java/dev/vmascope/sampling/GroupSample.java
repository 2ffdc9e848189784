package dev.vmascope.sampling;

import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// The processes of one group in a sample, added up.
///
/// @param name the name, clean: printable, at most 63 characters; of a group by a field, its value
/// @param processes the number of live processes
/// @param places the containers and users of its members, at most ten different ones; none for
///   `other`
/// @param memoryLimitBytes the smallest memory limit of its members' control groups; absent if
///   there is none
/// @param limit the limit that it is nearest to; absent if none is known
/// @param suspect the foremost of its leak suspects; absent if there is none
/// @param values sums by measure over the members that know it; one that none knows is absent
/// @param growth sums of the members' slopes per second; absent where no member has one
/// @param growthCoverage the share of the group's resident memory that belongs to members with a
///   slope, 0 to 1
/// @param mappingsCoverage the share of the members whose mappings are known, 0 to 1
/// @param mappingLimitRatio the largest ratio of its members
/// @param mappingLimitSeconds the smallest time of its members
/// @param leakSuspects the number of members with the verdict leaking
/// @param minorFaults page faults served without disk since the group was first seen; never falls
/// @param majorFaults page faults that had to wait for disk
public record GroupSample(
    String name,
    int processes,
    Set<GroupFields> places,
    OptionalLong memoryLimitBytes,
    Optional<GroupLimit> limit,
    Optional<LeakSuspect> suspect,
    MeasureValues values,
    Map<Measure, Double> growth,
    double growthCoverage,
    double mappingsCoverage,
    OptionalDouble mappingLimitRatio,
    OptionalDouble mappingLimitSeconds,
    int leakSuspects,
    long minorFaults,
    long majorFaults)
    implements MeasuredSubject {

  /// The group of all processes whose own group is not shown.
  public static final String OTHER = "other";

  /// The group of processes without the field that groups them, such as a container.
  public static final String NONE = "(none)";

  /// The maximum number of places shown.
  public static final int MOST_PLACES = 10;

  /// The fields of a place.
  public static final Set<GroupField> PLACE =
      EnumSet.of(
          GroupField.NAMESPACE,
          GroupField.POD,
          GroupField.CONTAINER,
          GroupField.UNIT,
          GroupField.USER);

  public GroupSample {
    places = Set.copyOf(places);
    growth = Map.copyOf(growth);
  }

  @Override
  public OptionalLong value(Measure measure) {
    return values.value(measure);
  }

  @Override
  public OptionalDouble growth(Measure measure) {
    Double slope = growth.get(measure);
    return slope == null ? OptionalDouble.empty() : OptionalDouble.of(slope);
  }
}

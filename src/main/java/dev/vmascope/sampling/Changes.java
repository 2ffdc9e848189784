package dev.vmascope.sampling;

import dev.vmascope.trend.Change;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.TimedValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The changes of a process since the first of its samples that are kept.
///
/// @param first the first of these samples
/// @param firstWithMappings the first sample that knows its mappings; absent if none does
/// @param now the current process
/// @param at the time of its sample
public record Changes(
    Optional<TimedValues> first,
    Optional<TimedValues> firstWithMappings,
    ProcessSample now,
    Instant at) {

  /// The change of one measure; absent until it has been read twice.
  public Optional<Change> of(Measure measure) {
    Optional<TimedValues> from = measure.isOfMappings() ? firstWithMappings : first;
    Instant until =
        (measure.isOfMappings() ? now.mappingsAt().orElse(at) : at).truncatedTo(ChronoUnit.MILLIS);
    return from.flatMap(begin -> Change.between(measure, begin, now.values(), until));
  }
}

package dev.vmascope.sampling;

import dev.vmascope.growth.Change;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.TimedValues;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What has changed in a process since the samples of it that are kept began.
///
/// @param first the first of them
/// @param firstWithMappings the first that knows its mappings; absent if none does
/// @param now the process as it is
public record Changes(
    Optional<TimedValues> first, Optional<TimedValues> firstWithMappings, ProcessSample now) {

  /// The change of one measure; absent until it has been read twice.
  public Optional<Change> of(Measure measure) {
    Optional<TimedValues> from = measure.isOfMappings() ? firstWithMappings : first;
    Instant until =
        (measure.isOfMappings() ? now.mappingsAt().orElse(now.lookedAt()) : now.lookedAt())
            .truncatedTo(ChronoUnit.MILLIS);
    return from.flatMap(begin -> Change.between(measure, begin, now.values(), until));
  }
}

package dev.vmascope.http.operation;

import dev.vmascope.http.api.UnavailableField;
import java.util.List;
import java.util.stream.Stream;

/// The `unavailable` entries of proportional and unique sizes in lists of the sample.
public final class RollupGaps {
  private RollupGaps() {}

  /// The entries of both sizes.
  ///
  /// @param rows the path of the rows, such as `groups[].`
  /// @param of whose sizes are not known, such as `3 processes`
  /// @param rollup whether the sampler reads rollups
  public static List<UnavailableField> of(String rows, String of, boolean rollup) {
    return Stream.of("proportionalBytes", "uniqueBytes")
        .map(field ->
            rollup
                ? new UnavailableField(
                    rows + field,
                    "partial",
                    "not known of "
                        + of
                        + ": try again later, or see /api/scans; a capture needs smaps_rollup")
                : new UnavailableField(
                    rows + field,
                    "skipped",
                    "set vmascope.sampling.rollup=true: the kernel walks page tables for it, within a budget"))
        .toList();
  }
}

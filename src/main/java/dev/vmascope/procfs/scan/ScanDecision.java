package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.pool.ProcFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A page-table walk that was requested, and the decision about it.
///
/// @param at the time of the decision
/// @param forced whether the request overrides the limits
/// @param estimate the expected processor time
/// @param cost the processor time that it took; absent if it was not made, is under way, or was
///   written off
public record ScanDecision(
    Instant at,
    int pid,
    ProcFile file,
    Decision decision,
    boolean forced,
    Duration estimate,
    Optional<Duration> cost) {
  /// The decision about a requested walk.
  public enum Decision {
    /// It was made.
    READ,
    /// It was postponed: the budget is used up for now, or other walks are ahead.
    DEFERRED,
    /// It was rejected: it would take longer than the limit of one walk.
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ScanDecision took(Duration real) {
    return new ScanDecision(at, pid, file, decision, forced, estimate, Optional.of(real));
  }
}

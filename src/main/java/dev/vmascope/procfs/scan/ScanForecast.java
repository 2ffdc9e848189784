package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The decision that a page-table walk would get now, and its price. Nothing was walked for it.
///
/// @param cachedAt the time of the walk whose result would answer; empty if none would
public record ScanForecast(
    ProcessReading process, ProcFile file, Ruling ruling, Optional<Instant> cachedAt) {
  /// The decision about a walk that is not requested yet.
  public enum Decision {
    /// It would be made.
    READ,
    /// The result of an earlier walk would answer: nothing is walked.
    CACHED,
    /// It would be postponed: the budget is used up for now.
    DEFERRED,
    /// It would be rejected: it would take longer than the limit of one walk.
    REFUSED,
    /// There is nothing to walk: the process has no memory, or its capture no mappings.
    NOT_APPLICABLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// The decision with its reasons.
  ///
  /// @param estimate the expected processor time; zero if nothing is walked
  /// @param available the processor time that the caller may spend at once; negative after forced
  ///   walks
  /// @param delay the time after which a request may succeed; only if it would be postponed
  public record Ruling(
      Decision decision, Duration estimate, Duration available, Optional<Duration> delay) {
    /// The whole seconds after which a request may succeed; empty unless it would be postponed.
    public OptionalLong retryAfterSeconds() {
      return delay
          .map(ScanRejectedException::seconds)
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    }
  }
}

package dev.vmascope.procfs;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A read that walks page tables, or one that was asked for in vain.
///
/// @param at when it was decided
/// @param forced whether whoever asked would have it at any cost
/// @param estimate the processor time that it was expected to take
/// @param cost the processor time that it took; absent if it was not made, is under way, or was
///   written off
public record Scan(
    Instant at,
    int pid,
    ProcFile file,
    Decision decision,
    boolean forced,
    Duration estimate,
    Optional<Duration> cost) {
  /// What became of it.
  public enum Decision {
    /// It was made.
    READ,
    /// The budget is spent for now, or other such reads are in front.
    DEFERRED,
    /// It would take longer than any one read may.
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Scan took(Duration real) {
    return new Scan(at, pid, file, decision, forced, estimate, Optional.of(real));
  }
}

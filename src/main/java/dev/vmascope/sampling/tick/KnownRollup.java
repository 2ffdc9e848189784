package dev.vmascope.sampling.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The known rollup of one address space.
///
/// @param askedAt the time at which a rollup was last asked for, whether it could be read or not;
///   absent if none was
/// @param last the sizes of the last rollup; absent where rollups are not read
record KnownRollup(Optional<Instant> askedAt, Optional<Sizes> last) {
  /// The sizes from a rollup.
  ///
  /// @param at the time at which it was read
  /// @param residentBytes the resident size at that tick, which shows a change
  record Sizes(Instant at, long residentBytes, long proportionalBytes, long uniqueBytes) {}

  /// Nothing read or asked for.
  static final KnownRollup NONE = new KnownRollup(Optional.empty(), Optional.empty());

  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration DROPPED = Duration.ofMinutes(15);

  /// What still counts at a time: a rollup older than fifteen minutes is dropped.
  KnownRollup at(Instant now) {
    boolean dropped = last.isPresent() && last.get().at().isBefore(now.minus(DROPPED));
    return dropped ? new KnownRollup(askedAt, Optional.empty()) : this;
  }

  /// The same after a request at a time that gave nothing.
  KnownRollup asked(Instant at) {
    return new KnownRollup(Optional.of(at), last);
  }

  /// The same after a read.
  KnownRollup with(Sizes read) {
    return new KnownRollup(askedAt, Optional.of(read));
  }

  /// The age of the last request; longer than any other if there was none.
  Duration askedAgo(Instant now) {
    return askedAt.map(at -> Duration.between(at, now)).orElse(LONGEST);
  }
}

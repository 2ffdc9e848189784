package dev.vmascope.sampling.tick;

import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.GrownMappings;
import java.time.Instant;
import java.util.Optional;

/// The known mappings of one address space.
///
/// @param last the totals of the last listing, without names; absent until one could be read
/// @param unusableAt the time at which its listing was last too large or malformed; absent if it
///   was usable when it was last read
/// @param untilMalformed the findings up to the malformed line, where its listing had one when it
///   was last read; absent if it had none
/// @param whenItBeganToGrow the totals of the first listing since the process was judged to grow;
///   absent while it does not
/// @param grown the mappings that have grown since; absent until they have been read twice
record KnownMappings(
    Optional<LastMappings> last,
    Optional<Instant> unusableAt,
    Optional<MappingInspector> untilMalformed,
    Optional<LastMappings> whenItBeganToGrow,
    Optional<GrownMappings> grown) {
  /// No mapping known.
  static final KnownMappings NONE =
      new KnownMappings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// The known mappings after a listing was read.
  ///
  /// @param grows whether the process grew at the last verdict
  KnownMappings after(LastMappings read, boolean grows) {
    Optional<LastMappings> began =
        grows ? whenItBeganToGrow.or(() -> Optional.of(read)) : Optional.empty();
    Optional<GrownMappings> since =
        grows
            ? whenItBeganToGrow.map(before ->
                GrownMappings.between(
                    before.at(), before.totals().byName(), read.at(), read.totals().byName()))
            : Optional.empty();
    return new KnownMappings(
        Optional.of(read.withoutNames()), Optional.empty(), Optional.empty(), began, since);
  }

  /// The same after a listing that was larger than any that is read.
  KnownMappings tooLarge(Instant at) {
    return new KnownMappings(last, Optional.of(at), untilMalformed, whenItBeganToGrow, grown);
  }

  /// The same after a listing that was malformed; the next one will be, too.
  ///
  /// @param seen the findings up to the malformed line
  KnownMappings malformed(Instant at, MappingInspector seen) {
    return new KnownMappings(last, Optional.of(at), Optional.of(seen), whenItBeganToGrow, grown);
  }

  /// Whether its listing was malformed when it was last read.
  boolean isMalformed() {
    return untilMalformed.isPresent();
  }

  /// The findings of the last whole listing; if there was none, of the part before a malformed
  /// line.
  Optional<MappingInspector> inspector() {
    return last.map(LastMappings::inspector).or(() -> untilMalformed);
  }

  /// Whether the listing was unusable after a time.
  boolean isUnusableSince(Instant time) {
    return unusableAt.filter(at -> at.isAfter(time)).isPresent();
  }

  /// The number of names that are kept.
  int names() {
    return whenItBeganToGrow.map(began -> began.totals().byName().size()).orElse(0);
  }
}

package dev.vmascope.diff;

import dev.vmascope.mapping.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// A difference between two listings: mappings, and what has become of them.
///
/// @param before the mappings of the earlier listing, in ascending order; none if added
/// @param after the mappings of the later listing, in ascending order; none if removed
/// @param cause of a split or a merge; empty for other types
/// @param likely the calls that often make such a difference; a guess
/// @param certain whether the type is a fact; false for what seems to have moved, but may as well
///   have been removed and added
public record MappingChange(
    ChangeType type,
    List<PlacedMapping> before,
    List<PlacedMapping> after,
    Optional<ChangeCause> cause,
    List<LikelyCall> likely,
    boolean certain) {

  public MappingChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
    likely = List.copyOf(likely);
  }

  /// The change of the mapped size, in bytes.
  public long changedBytes() {
    return bytes(after) - bytes(before);
  }

  /// The change at the lower end of a mapping that is still one, in bytes; positive if it reaches
  /// further down.
  public OptionalLong lowBytes() {
    return isOneInPlace()
        ? OptionalLong.of(before.getFirst().range().start() - after.getFirst().range().start())
        : OptionalLong.empty();
  }

  /// The change at the upper end of a mapping that is still one, in bytes; positive if it reaches
  /// further up.
  public OptionalLong highBytes() {
    if (type == ChangeType.MOVED) {
      return OptionalLong.of(changedBytes());
    }
    return isOneInPlace()
        ? OptionalLong.of(after.getFirst().range().end() - before.getFirst().range().end())
        : OptionalLong.empty();
  }

  /// The distance that a mapping has moved, in bytes, modulo 2^64: negative if downwards.
  public OptionalLong distanceBytes() {
    return type == ChangeType.MOVED
        ? OptionalLong.of(after.getFirst().range().start() - before.getFirst().range().start())
        : OptionalLong.empty();
  }

  /// The size of the smaller side, in bytes: of what is there before and after.
  long keptBytes() {
    return Math.min(bytes(before), bytes(after));
  }

  /// The size by which changes are ranked, in bytes: of what was mapped or unmapped, has other
  /// permissions, or moved.
  public long weightBytes() {
    long moved = type == ChangeType.MOVED ? keptBytes() : reprotectedBytes();
    return Math.max(Math.abs(changedBytes()), moved);
  }

  private long reprotectedBytes() {
    AtomicLong reprotected = new AtomicLong();
    ElementaryIntervals.forEach(
        before,
        after,
        (old, current, sizeBytes) -> {
          if (old != null && current != null && !old.isAsProtectedAs(current)) {
            reprotected.addAndGet(sizeBytes);
          }
        });
    return reprotected.get();
  }

  private boolean isOneInPlace() {
    return before.size() == 1 && after.size() == 1 && type != ChangeType.MOVED;
  }

  /// The address by which differences are ordered: the first one of the later listing, else of the
  /// earlier one.
  long position() {
    return (after.isEmpty() ? before : after).getFirst().range().start();
  }

  private static long bytes(List<PlacedMapping> mappings) {
    return mappings.stream().map(PlacedMapping::mapping).mapToLong(Mapping::sizeBytes).sum();
  }
}

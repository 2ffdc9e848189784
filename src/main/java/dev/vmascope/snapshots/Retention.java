package dev.vmascope.snapshots;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The limits on stored snapshots. The oldest go first, automatic ones before others; automatic
/// ones displace only each other, since a process decides when they are taken. Pinned ones never
/// go, and take at most half of the room, so there is always some for others.
///
/// @param maxCount the maximum number
/// @param maxAge the age at which one that is not pinned goes
/// @param maxBytes the maximum size of all
/// @param minFreeBytes the free space of the disk that they leave to others
record Retention(int maxCount, Duration maxAge, long maxBytes, long minFreeBytes) {
  private static final Comparator<Kept> FIRST_TO_GO =
      Comparator.comparing(Kept::automatic).reversed().thenComparing(Kept::at);

  /// A stored snapshot, as far as it matters here.
  interface Kept {
    Instant at();

    long bytes();

    boolean pinned();

    /// Whether the service took it by itself.
    boolean automatic();
  }

  /// The snapshots that go because of their age.
  <T extends Kept> List<T> expired(List<T> stored, Instant now) {
    Instant oldest = now.minus(maxAge);
    return stored.stream()
        .filter(kept -> !kept.pinned() && kept.at().isBefore(oldest))
        .sorted(FIRST_TO_GO)
        .toList();
  }

  /// The snapshots that go to make room for another one. If even all that may go do not suffice,
  /// the list is incomplete: see [#hasRoom].
  ///
  /// @param bytes the size of the other one
  /// @param automatic whether the other one is automatic
  /// @param freeBytes the free space of the disk now
  <T extends Kept> List<T> displaced(
      List<T> stored, long bytes, boolean automatic, long freeBytes) {
    List<T> kept = new ArrayList<>(stored);
    List<T> displaced = new ArrayList<>();
    long free = freeBytes;
    List<T> candidates =
        stored.stream()
            .filter(one -> !one.pinned() && (one.automatic() || !automatic))
            .sorted(FIRST_TO_GO)
            .toList();
    for (T oldest : candidates) {
      if (hasRoom(kept, bytes, free)) {
        break;
      }
      kept.remove(oldest);
      displaced.add(oldest);
      free += oldest.bytes();
    }
    return displaced;
  }

  /// Whether another one has room beside the stored ones.
  ///
  /// @param bytes its size
  /// @param freeBytes the free space of the disk
  boolean hasRoom(List<? extends Kept> stored, long bytes, long freeBytes) {
    return stored.size() < maxCount
        && size(stored) + bytes <= maxBytes
        && freeBytes - bytes >= minFreeBytes;
  }

  /// Whether another one may be pinned.
  boolean mayPin(List<? extends Kept> stored, long bytes) {
    List<? extends Kept> pinned = stored.stream().filter(Kept::pinned).toList();
    return pinned.size() < maxCount / 2 && size(pinned) + bytes <= maxBytes / 2;
  }

  private static long size(List<? extends Kept> stored) {
    return stored.stream().mapToLong(Kept::bytes).sum();
  }
}

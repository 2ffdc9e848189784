package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The last two `smaps` totals of one address space, and the time for the next. Safe for any
/// thread.
public final class HeldMemoryReadings {
  private Optional<HeldMemory> earlier = Optional.empty();
  private Optional<HeldMemory> latest = Optional.empty();
  private Instant due = Instant.MIN;

  /// Takes the turn for the next read, for one caller only.
  ///
  /// @param again the time for which no other caller gets the turn
  public synchronized boolean take(Instant now, Duration again) {
    if (now.isBefore(due)) {
      return false;
    }
    due = now.plus(again);
    return true;
  }

  /// Postpones the next turn, after a read that failed.
  public synchronized void retryAt(Instant time) {
    due = time;
  }

  public synchronized void add(HeldMemory reading) {
    earlier = latest;
    latest = Optional.of(reading);
  }

  /// The last totals; absent until there are any.
  public synchronized Optional<HeldMemory> latest() {
    return latest;
  }

  /// The category that the memory of the process went to, if it certainly received most of it.
  /// Between two reads it is the one that gained more than half of all gains. Otherwise one read is
  /// enough where all other categories together hold less than half of the gain: so they cannot
  /// have received more.
  ///
  /// @param gained the memory that the process has gained since it was first seen, in bytes
  public synchronized Optional<MappingCategory> filled(long gained) {
    return earlier.flatMap(this::gainedMostSince).or(() -> mustHaveGained(gained));
  }

  private Optional<MappingCategory> gainedMostSince(HeldMemory before) {
    Map<MappingCategory, Long> gains = new EnumMap<>(MappingCategory.class);
    latest
        .map(HeldMemory::bytes)
        .orElse(Map.of())
        .forEach(
            (category, bytes) -> gains.put(category, Math.max(0, bytes - before.of(category))));
    long all = gains.values().stream().mapToLong(Long::longValue).sum();
    return largest(gains).filter(category -> 2 * gains.getOrDefault(category, 0L) > all);
  }

  private Optional<MappingCategory> mustHaveGained(long gained) {
    Map<MappingCategory, Long> held = latest.map(HeldMemory::bytes).orElse(Map.of());
    long all = held.values().stream().mapToLong(Long::longValue).sum();
    return largest(held).filter(category -> 2 * (all - held.getOrDefault(category, 0L)) < gained);
  }

  private static Optional<MappingCategory> largest(Map<MappingCategory, Long> byCategory) {
    return byCategory.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }
}

package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The snapshots that go, and those that stay.
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Retention LIMITS = new Retention(4, Duration.ofDays(30), 1000, 100);

  /// A snapshot of some age in hours.
  private record Stored(int hours, long bytes, boolean pinned, boolean automatic)
      implements Retention.Kept {
    @Override
    public Instant at() {
      return NOW.minus(Duration.ofHours(hours));
    }
  }

  private static Stored one(int hours, long bytes) {
    return new Stored(hours, bytes, false, false);
  }

  private static Stored pinned(int hours, long bytes) {
    return new Stored(hours, bytes, true, false);
  }

  @Test
  void dropsWhatIsTooOldButNotWhatIsPinned() {
    Stored old = one(30 * 24 + 1, 1);
    Stored older = one(90 * 24, 1);
    List<Stored> all = List.of(old, older, pinned(90 * 24, 1), one(30 * 24, 1));
    assertThat(LIMITS.expired(all, NOW)).containsExactly(older, old);
  }

  @Test
  void makesRoomByCount() {
    List<Stored> all = List.of(one(1, 1), pinned(9, 1), one(3, 1), one(2, 1));
    assertThat(LIMITS.displaced(all, 1, false, 1000)).containsExactly(one(3, 1));
    assertThat(LIMITS.displaced(all.subList(0, 3), 1, false, 1000)).isEmpty();
  }

  @Test
  void makesRoomBySize() {
    List<Stored> all = List.of(one(1, 300), one(2, 300), one(3, 300));
    assertThat(LIMITS.displaced(all, 100, false, 5000)).isEmpty();
    assertThat(LIMITS.displaced(all, 101, false, 5000)).containsExactly(one(3, 300));
    assertThat(LIMITS.displaced(all, 1000, false, 5000))
        .containsExactly(one(3, 300), one(2, 300), one(1, 300));
  }

  @Test
  void leavesTheDiskToOthers() {
    List<Stored> all = List.of(one(1, 40), one(2, 40));
    assertThat(LIMITS.displaced(all, 50, false, 150)).isEmpty();
    assertThat(LIMITS.displaced(all, 50, false, 149)).containsExactly(one(2, 40));
    assertThat(LIMITS.hasRoom(List.of(), 50, 149)).isFalse();
  }

  @Test
  void letsAutomaticOnesDisplaceOnlyEachOther() {
    Stored automatic = new Stored(1, 1, false, true);
    List<Stored> all = List.of(one(9, 1), automatic, one(8, 1), one(7, 1));
    assertThat(LIMITS.displaced(all, 1, true, 1000)).containsExactly(automatic);
    assertThat(LIMITS.displaced(all, 1, false, 1000)).containsExactly(automatic);
    List<Stored> requested = List.of(one(9, 1), one(6, 1), one(8, 1), one(7, 1));
    assertThat(LIMITS.displaced(requested, 1, true, 1000)).isEmpty();
    assertThat(LIMITS.hasRoom(requested, 1, 1000)).isFalse();
  }

  @Test
  void pinsHalfAtMost() {
    assertThat(LIMITS.mayPin(List.of(pinned(1, 200), one(1, 900)), 300)).isTrue();
    assertThat(LIMITS.mayPin(List.of(pinned(1, 200)), 301)).isFalse();
    assertThat(LIMITS.mayPin(List.of(pinned(1, 1), pinned(2, 1)), 1)).isFalse();
  }

  @Test
  void keepsItsLimitsWhateverIsStored() {
    Random random = new Random(20);
    List<Stored> stored = new ArrayList<>();
    for (int round = 0; round < 5000; round++) {
      long bytes = 1L + random.nextInt(300);
      boolean automatic = random.nextBoolean();
      boolean pin = random.nextInt(8) == 0 && LIMITS.mayPin(stored, bytes);
      List<Stored> before = List.copyOf(stored);
      stored.removeAll(LIMITS.displaced(stored, bytes, automatic, 10_000));
      assertThat(stored)
          .containsAll(
              before.stream()
                  .filter(one -> one.pinned() || (automatic && !one.automatic()))
                  .toList());
      boolean room = LIMITS.hasRoom(stored, bytes, 10_000);
      assertThat(room || automatic).isTrue();
      if (room) {
        stored.add(new Stored(5000 - round, bytes, pin, automatic));
      }
      if (random.nextInt(20) == 0) {
        stored.remove(random.nextInt(stored.size()));
      }
    }
  }
}

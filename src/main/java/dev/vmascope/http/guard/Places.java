package dev.vmascope.http.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A bounded number of places for requests or connections, shared fairly among callers. One caller
/// holds at most its share; its further requests are rejected while others are admitted.
public final class Places {
  private final int most;
  private final int share;
  private final Map<String, Integer> held = new HashMap<>();
  private int taken;

  /// @param most the number of places
  /// @param share the largest number of places of one caller
  public Places(int most, int share) {
    this.most = most;
    this.share = share;
  }

  /// The places of which one caller holds at most half.
  ///
  /// @param most the number of places; a caller may hold a single one
  public static Places shared(int most) {
    return new Places(most, Math.max(1, most / 2));
  }

  /// Takes a place; false if there is none for this caller.
  public synchronized boolean take(String caller) {
    int own = held.getOrDefault(caller, 0);
    if (taken == most || own == share) {
      return false;
    }
    taken++;
    held.put(caller, own + 1);
    return true;
  }

  /// Takes a place, with a bounded wait; false if there is none for this caller.
  public synchronized boolean takeWithin(Duration patience, String caller) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!take(caller)) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Returns a place.
  public synchronized void leave(String caller) {
    notifyAll();
    taken--;
    held.computeIfPresent(caller, (_, own) -> own == 1 ? null : own - 1);
  }
}

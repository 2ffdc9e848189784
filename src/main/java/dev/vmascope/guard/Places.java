package dev.vmascope.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A bounded number of places for requests or connections, of which one caller holds at most a
/// share: whoever asks for more than that is refused while others are let in.
public final class Places {
  private final int most;
  private final int share;
  private final Map<String, Integer> held = new HashMap<>();
  private int taken;

  /// @param most how many there are
  /// @param share how many of them one caller may hold
  public Places(int most, int share) {
    this.most = most;
    this.share = share;
  }

  /// Places of which one caller holds at most half.
  ///
  /// @param most how many there are; of a single one, a caller may hold that
  public static Places shared(int most) {
    return new Places(most, Math.max(1, most / 2));
  }

  /// Takes a place, if there is one for this caller.
  public synchronized boolean take(String caller) {
    int own = held.getOrDefault(caller, 0);
    if (taken == most || own == share) {
      return false;
    }
    taken++;
    held.put(caller, own + 1);
    return true;
  }

  /// Takes a place, and waits a while for one if there is none.
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

  /// Gives a place back that was taken.
  public synchronized void leave(String caller) {
    notifyAll();
    taken--;
    held.computeIfPresent(caller, (_, own) -> own == 1 ? null : own - 1);
  }
}

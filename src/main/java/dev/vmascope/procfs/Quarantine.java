package dev.vmascope.procfs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Processes, or users, that nobody reads for now, because a read of theirs hangs: until it comes
/// back, and for a while after that, which doubles each time it happens again.
///
/// @param <K> what tells one from the other
final class Quarantine<K> {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Map<K, Case> cases = new HashMap<>();

  private static final class Case {
    private HungRead stuck;
    private Duration rest = FIRST_REST;
    private boolean resting;
    private long backAtNanos;

    Case(HungRead stuck) {
      this.stuck = stuck;
    }

    void stuckAgain(HungRead read) {
      stuck = read;
      resting = false;
      rest = rest.multipliedBy(2);
      rest = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /// Looks whether the read has come back since somebody last looked.
    boolean holds(long nowNanos) {
      if (!resting && stuck.hasEnded()) {
        resting = true;
        backAtNanos = nowNanos;
      }
      return !resting || nowNanos - backAtNanos < rest.toNanos();
    }

    /// Whether it has behaved for so long that the next time is the first again.
    boolean forgotten(long nowNanos) {
      return resting && nowNanos - backAtNanos > rest.plus(LONGEST_REST).toNanos();
    }
  }

  /// Takes one in, whose read was written off.
  synchronized void add(K key, HungRead stuck) {
    long now = System.nanoTime();
    cases.values().removeIf(other -> other.forgotten(now));
    Case known = cases.get(key);
    if (known == null) {
      cases.put(key, new Case(stuck));
    } else if (!known.stuck.equals(stuck)) {
      known.stuckAgain(stuck);
    }
  }

  /// Whether one must not be read now.
  synchronized boolean holds(K key) {
    Case known = cases.get(key);
    return known != null && known.holds(System.nanoTime());
  }

  /// Those that must not be read now.
  synchronized Set<K> held() {
    long now = System.nanoTime();
    cases.values().removeIf(known -> known.forgotten(now));
    return cases.keySet().stream().filter(this::holds).collect(Collectors.toSet());
  }
}

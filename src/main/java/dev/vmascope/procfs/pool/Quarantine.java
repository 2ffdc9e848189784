package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The processes or users that are not read because a read hangs. Each stays until the read
/// returns, and for a rest after that, which doubles at each repetition.
///
/// @param <K> the identity of a process or user
final class Quarantine<K> {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Map<K, Case> cases = new HashMap<>();

  /// The hung read of one process or user, and its rest.
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

    /// Whether it is held now; the rest begins when the read is first seen to have returned.
    boolean holds(long nowNanos) {
      if (!resting && stuck.hasEnded()) {
        resting = true;
        backAtNanos = nowNanos;
      }
      return !resting || nowNanos - backAtNanos < rest.toNanos();
    }

    /// Whether its history has expired, so that the next hung read counts as the first.
    boolean forgotten(long nowNanos) {
      return resting && nowNanos - backAtNanos > rest.plus(LONGEST_REST).toNanos();
    }
  }

  /// Adds one whose read was written off.
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

  /// The ones that must not be read now.
  synchronized Set<K> held() {
    long now = System.nanoTime();
    cases.values().removeIf(known -> known.forgotten(now));
    return cases.keySet().stream().filter(this::holds).collect(Collectors.toSet());
  }
}

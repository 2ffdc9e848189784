package dev.vmascope.procfs;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Processes that nobody reads for now, because a read of theirs hangs: until it comes back, and
/// for a while after that, which doubles each time it happens again.
final class Quarantine {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Map<Integer, Case> cases = new HashMap<>();

  private static final class Case {
    private ReaderPool.Pending<?> stuck;
    private Duration rest = FIRST_REST;
    private boolean resting;
    private long backAtNanos;

    Case(ReaderPool.Pending<?> stuck) {
      this.stuck = stuck;
    }

    void stuckAgain(ReaderPool.Pending<?> read) {
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

  /// Takes a process in, whose read was written off.
  synchronized void add(int pid, ReaderPool.Pending<?> stuck) {
    Case known = cases.get(pid);
    if (known == null) {
      cases.put(pid, new Case(stuck));
    } else if (!known.stuck.equals(stuck)) {
      known.stuckAgain(stuck);
    }
  }

  /// Whether a process must not be read now.
  synchronized boolean holds(int pid) {
    Case known = cases.get(pid);
    return known != null && known.holds(System.nanoTime());
  }

  /// The processes that must not be read now.
  synchronized Set<Integer> held() {
    long now = System.nanoTime();
    cases.values().removeIf(known -> known.forgotten(now));
    return cases.keySet().stream().filter(this::holds).collect(Collectors.toSet());
  }
}

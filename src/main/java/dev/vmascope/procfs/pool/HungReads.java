package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The slow and hung reads of all processes, by which new ones are rejected. Each hung read
/// ([Awaited]) costs a thread, so no user may have many. A process with a hung read is not read
/// that way until the read returns, and a while longer; nor are the other processes of its user
/// once two of them hang. For root and for the user of the service eight may hang, and then only
/// processes are held that were forked no earlier than those: a new process cannot hide an old one.
/// Where nearly all threads are in use, this holds for all users.
public final class HungReads {
  static final int MOST_OF_A_USER = 2;
  static final int MOST_OF_A_TRUSTED_USER = 8;
  static final int NEARLY_SPENT = 24;
  static final int SPENT = 32;

  private static final long ROOT = 0;

  private final OptionalLong self;
  private final long slowNanos;
  private final Set<Read> underWay = new HashSet<>();
  private final Map<Awaited, Quarantine<Integer>> processes = new EnumMap<>(Awaited.class);
  private final Map<Awaited, Quarantine<OptionalLong>> users = new EnumMap<>(Awaited.class);
  private final Map<Integer, Subject> known = new ConcurrentHashMap<>();

  /// @param self the user id of the service
  /// @param slow the time after which a read counts as slow
  public HungReads(OptionalLong self, Duration slow) {
    this.self = self;
    slowNanos = slow.toNanos();
    for (Awaited awaited : Awaited.values()) {
      processes.put(awaited, new Quarantine<>());
      users.put(awaited, new Quarantine<>());
    }
  }

  /// A read that is under way.
  static final class Read implements HungRead {
    private final Subject subject;
    private final Awaited awaited;
    private final long sinceNanos = System.nanoTime();
    private volatile boolean writtenOff;
    private volatile boolean ended;

    private Read(Subject subject, Awaited awaited) {
      this.subject = subject;
      this.awaited = awaited;
    }

    @Override
    public boolean hasEnded() {
      return ended;
    }
  }

  /// Begins a read; the caller must end it.
  ///
  /// @return empty if the read is rejected
  /// @throws PlacesTakenException if it is rejected now, which may change within the time-out
  synchronized Optional<Read> begin(Subject subject, Awaited awaited) {
    if (isHeld(subject, awaited)) {
      return Optional.empty();
    }
    if (placesAreTaken(subject, awaited)) {
      throw new PlacesTakenException();
    }
    Read read = new Read(subject, awaited);
    underWay.add(read);
    return Optional.of(read);
  }

  synchronized void end(Read read) {
    read.ended = true;
    underWay.remove(read);
    notifyAll();
  }

  /// Records that a read hangs.
  ///
  /// @return whether it hangs; it may have ended in that very instant
  synchronized boolean writeOff(Read read) {
    if (read.ended) {
      return false;
    }
    read.writtenOff = true;
    Subject subject = read.subject;
    of(processes, read.awaited).add(subject.pid(), read);
    Quarantine<OptionalLong> held = of(users, read.awaited);
    if (!isTrusted(subject)
        && ofUser(hung(read.awaited), subject).size() >= MOST_OF_A_USER
        && !held.holds(subject.user())) {
      held.add(subject.user(), read);
    }
    notifyAll();
    return true;
  }

  /// Waits until a read may begin, or is rejected.
  ///
  /// @param endNanos the deadline of the wait
  /// @return false at the deadline, or if the thread is interrupted
  synchronized boolean awaitPlace(Subject subject, Awaited awaited, long endNanos) {
    try {
      while (!isHeld(subject, awaited) && placesAreTaken(subject, awaited)) {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        wait(1 + Math.min(left, slowNanos) / 1_000_000);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Whether a read is rejected.
  public synchronized boolean isHeld(Subject subject, Awaited awaited) {
    for (Awaited other : Awaited.values()) {
      if (awaited.isHeldUpBy(other)
          && (of(processes, other).holds(subject.pid())
              || of(users, other).holds(subject.user()))) {
        return true;
      }
    }
    List<Read> hung = hung(awaited);
    return !hung.isEmpty() && isHeldBy(hung, subject);
  }

  private boolean isHeldBy(List<Read> hung, Subject subject) {
    List<Read> ofUser = ofUser(hung, subject);
    boolean trusted = isTrusted(subject);
    boolean userMay =
        trusted
            ? ofUser.size() < MOST_OF_A_TRUSTED_USER || isOlder(subject, ofUser)
            : ofUser.size() < MOST_OF_A_USER;
    boolean spent = hung.size() >= SPENT && !trusted;
    boolean nearlySpent = hung.size() >= NEARLY_SPENT && !isOlder(subject, hung);
    return !userMay || spent || nearlySpent;
  }

  private static boolean isOlder(Subject subject, List<Read> reads) {
    return reads.stream().allMatch(read -> subject.isOlderThan(read.subject));
  }

  private boolean placesAreTaken(Subject subject, Awaited awaited) {
    long now = System.nanoTime();
    // Loops, here and below: they run before every read, and nearly always nothing is slow.
    List<Read> slow = new ArrayList<>();
    for (Read read : underWay) {
      if (awaited.isHeldUpBy(read.awaited) && now - read.sinceNanos >= slowNanos) {
        slow.add(read);
      }
    }
    boolean anyMayComeBack = slow.stream().anyMatch(read -> !read.writtenOff);
    int most = isTrusted(subject) ? MOST_OF_A_TRUSTED_USER : MOST_OF_A_USER;
    return anyMayComeBack && (slow.size() >= NEARLY_SPENT || ofUser(slow, subject).size() >= most);
  }

  private List<Read> hung(Awaited awaited) {
    List<Read> hung = new ArrayList<>();
    for (Read read : underWay) {
      if (read.writtenOff && awaited.isHeldUpBy(read.awaited)) {
        hung.add(read);
      }
    }
    return hung;
  }

  private static List<Read> ofUser(List<Read> reads, Subject subject) {
    return reads.stream().filter(read -> read.subject.user().equals(subject.user())).toList();
  }

  private boolean isTrusted(Subject subject) {
    return subject.user().equals(OptionalLong.of(ROOT))
        || (self.isPresent() && subject.user().equals(self));
  }

  private static <K> Quarantine<K> of(Map<Awaited, Quarantine<K>> quarantines, Awaited awaited) {
    return Objects.requireNonNull(quarantines.get(awaited));
  }

  /// The processes with a read that hangs, or has just returned.
  public synchronized Set<Integer> heldProcesses() {
    Set<Integer> held = new HashSet<>();
    processes.values().forEach(quarantine -> held.addAll(quarantine.held()));
    return held;
  }

  /// Records the user and the fork time of a process.
  void remember(Subject subject) {
    if (!subject.equals(known.get(subject.pid()))) {
      known.put(subject.pid(), subject);
    }
  }

  /// The last known process of a pid, which may belong to another one by now.
  public Subject known(int pid) {
    return known.getOrDefault(pid, Subject.unknown(pid));
  }

  /// Forgets all processes but these.
  public void retain(Collection<Integer> pids) {
    new LivePids(pids).forgetOthers(known);
  }
}

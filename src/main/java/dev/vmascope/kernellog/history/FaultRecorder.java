package dev.vmascope.kernellog.history;

import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.OomKill;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.line.LogLine;
import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.KernelLog;
import dev.vmascope.procfs.machine.KernelLogReading;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A recorder that follows the kernel's log and keeps its last faults. It has a thread of its own,
/// so no tick waits for it; the reads are made where all reads are.
public final class FaultRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRecorder.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_WITHOUT_A_LOG = Duration.ofMinutes(1);
  private static final int MOST_FAULTS = 1_000;
  private static final int MOST_NAMES = 100;
  private static final String OTHER_NAMES = "other";

  private final ProcFs procFs;
  private final Optional<KernelLog> log;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final FaultHistory history = new FaultHistory(MOST_FAULTS);
  private final List<FaultListener> listeners = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private volatile LogAccess access;
  private volatile FaultCounts counts = new FaultCounts(0, 0, 0, 0);
  private boolean readable;
  private Optional<Instant> boot = Optional.empty();
  private Optional<String> lastFailure = Optional.empty();
  private Optional<Instant> readUpTo = Optional.empty();
  private OptionalLong nextSequence = OptionalLong.empty();
  private long segfaults;
  private long oomKills;
  private long suppressed;
  private long lost;

  /// @param log the log to follow; empty if it must not be read
  public FaultRecorder(ProcFs procFs, Optional<KernelLog> log, Clock clock) {
    this.procFs = procFs;
    this.log = log;
    this.clock = clock;
    access = log.isEmpty() ? new LogAccess.SwitchedOff() : new LogAccess.Unknown();
  }

  /// Begins to follow the log.
  public void start() {
    log.ifPresent(known ->
        Thread.ofPlatform().daemon().name("kernel-log").start(() -> followUntilClosed(known)));
  }

  private void followUntilClosed(KernelLog known) {
    try {
      do {
        follow(known);
      } while (!closed.await(pause(access).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The time until the next read: a refusal or a missing device rarely changes.
  static Duration pause(LogAccess access) {
    return switch (access) {
      case LogAccess.Open _, LogAccess.Unknown _ -> PAUSE;
      case LogAccess.Denied _, LogAccess.Missing _, LogAccess.SwitchedOff _ -> PAUSE_WITHOUT_A_LOG;
    };
  }

  private void follow(KernelLog known) {
    try {
      boolean more = true;
      while (more) {
        Outcome<KernelLogReading> outcome = procFs.host().log(known);
        if (outcome.value().filter(reading -> !reading.records().isEmpty()).isPresent()) {
          readBootTime();
        }
        more = take(outcome);
      }
      lastFailure = Optional.empty();
    } catch (ReaderBusyException | ReadsStuckException e) {
      LOG.debug("The read of the kernel log is postponed: {}", e.getMessage());
    } catch (RuntimeException e) {
      String failure = FailureLine.line(e);
      if (!lastFailure.equals(Optional.of(failure))) {
        LOG.error("The read of the kernel log failed: {}", failure);
      }
      lastFailure = Optional.of(failure);
    }
  }

  /// Reads the boot time, which changes when the wall clock is set. A failure must not lose what
  /// was read of the log.
  private void readBootTime() {
    try {
      boot = procFs.host().node().bootTime();
    } catch (ReaderBusyException | ReadsStuckException | UncheckedIOException e) {
      LOG.debug("The boot time was not updated: {}", e.getMessage());
    }
  }

  /// Takes a result of a read; true if there is more to read at once.
  private synchronized boolean take(Outcome<KernelLogReading> outcome) {
    setAccess(
        switch (outcome) {
          case Outcome.Ok<KernelLogReading> _, Outcome.Partial<KernelLogReading> _ ->
              new LogAccess.Open();
          case Outcome.Denied<KernelLogReading>(Errno errno) -> new LogAccess.Denied(errno);
          case Outcome.Gone<KernelLogReading> _ -> new LogAccess.Missing();
          case Outcome.TimedOut<KernelLogReading> _,
              Outcome.Malformed<KernelLogReading> _,
              Outcome.NotApplicable<KernelLogReading> _ ->
              new LogAccess.Unknown();
        });
    Optional<KernelLogReading> reading = outcome.value();
    if (reading.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    for (RawText record : reading.get().records()) {
      LogLine.ofRecord(record.latin1()).ifPresent(line -> take(line, now));
    }
    counts = new FaultCounts(segfaults, oomKills, suppressed, lost);
    if (!reading.get().more()) {
      readUpTo = Optional.of(now);
    }
    return reading.get().more();
  }

  private void setAccess(LogAccess now) {
    access = now;
    if (now instanceof LogAccess.Open && !readable) {
      readable = true;
      listeners.forEach(FaultListener::readable);
    }
  }

  private void take(LogLine line, Instant now) {
    long sequence = line.sequence().orElse(0);
    if (nextSequence.isPresent()) {
      lost += Math.max(0, sequence - nextSequence.getAsLong());
    }
    nextSequence = OptionalLong.of(sequence + 1);
    history.nextLine();
    // Programs may write to the log as well; what they write is not the kernel's word.
    if (line.ofKernel()) {
      line.message().ifPresent(message -> take(message, line, at(line, now)));
    }
  }

  /// The wall-clock time of a line. The clock of the log stands still while the machine sleeps. A
  /// line that comes while the log is followed was written since the last read.
  private Optional<Instant> at(LogLine line, Instant now) {
    return boot.map(start -> {
      Instant logged = start.plusNanos(line.micros().orElse(0) * 1_000);
      Instant least = readUpTo.orElse(logged);
      return logged.isBefore(least) ? least : logged.isAfter(now) ? now : logged;
    });
  }

  private void take(LogMessage message, LogLine line, Optional<Instant> at) {
    boolean beforeStart = readUpTo.isEmpty();
    long counted = beforeStart ? 0 : 1;
    if (message instanceof LogMessage.Suppressed(long count)) {
      suppressed += count * counted;
    }
    switch (history.add(message, line, at, beforeStart).event().orElse(null)) {
      case Trap trap when trap.isSegfault() && !beforeStart -> {
        segfaults++;
        String name = bounded(trap.name().name());
        listeners.forEach(listener -> listener.segfault(name));
      }
      case Trap _ -> {}
      case OomKill _ -> oomKills += counted;
      case null -> {}
    }
  }

  private String bounded(String name) {
    if (names.size() < MOST_NAMES) {
      names.add(name);
    }
    return names.contains(name) ? name : OTHER_NAMES;
  }

  /// Adds a listener, which is called from now on, and at once if the log can be read already.
  public synchronized void addListener(FaultListener listener) {
    listeners.add(listener);
    if (readable) {
      listener.readable();
    }
  }

  /// The current report.
  public synchronized FaultReport report() {
    return new FaultReport(access, history.faults(), counts);
  }

  /// The counts as of the last read; never waits.
  public FaultCounts counts() {
    return counts;
  }

  /// Whether the log can be read.
  public LogAccess access() {
    return access;
  }

  /// Whether the log can be read now.
  public boolean isReadable() {
    return access instanceof LogAccess.Open;
  }

  @Override
  public void close() {
    closed.countDown();
    log.ifPresent(KernelLog::close);
  }
}

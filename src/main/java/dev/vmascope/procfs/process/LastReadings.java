package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.LivePids;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/// The readings of all processes in the last tick, for the next one.
///
/// A process at rest keeps its reading. It is at rest if its processor clock stands still, so that
/// none of its threads has run, if the kernel has taken no memory from it, by the bytes of `statm`,
/// and if its parent lives. What others can do to it beyond that leaves no trace in these, such as
/// a write to its `clear_refs`. So each process is read in full every two minutes.
///
/// Safe for any thread.
public final class LastReadings {
  /// No readings: everything is read.
  public static final LastReadings NONE = new LastReadings(_ -> new Outcome.NotApplicable<>());

  private static final long NANOS_A_SECOND = 1_000_000_000;

  private final IntFunction<Outcome<Long>> processorNanos;
  private final LongSupplier nanoTime;
  private final Map<Integer, Known> byPid = new ConcurrentHashMap<>();
  private volatile Turns turns;

  /// The state of a process that changes when it runs, or when memory is taken from it.
  ///
  /// @param nanos its processor clock
  /// @param statm the bytes of `statm`; absent where the clock has moved since the last tick or was
  ///   not known, and where the file cannot be read
  /// @param inode the number of that file, which no other process has
  record Traces(Outcome<Long> nanos, Optional<byte[]> statm, long inode) {
    /// Those of a process whose clock is not known.
    static final Traces NONE = running(new Outcome.NotApplicable<>());

    /// Those of a process that has run, and of one that is not known.
    static Traces running(Outcome<Long> nanos) {
      return new Traces(nanos, Optional.empty(), 0);
    }

    /// Whether nothing has changed until later; the clocks are equal where both have the file.
    boolean areThoseOf(Traces later) {
      return statm.isPresent()
          && later.statm.isPresent()
          && inode == later.inode
          && Arrays.equals(statm.get(), later.statm.get());
    }
  }

  private record Known(ProcessReading reading, Traces traces) {}

  /// The turns of processes to be read in full, since their executable may have been renamed or
  /// deleted: each second belongs to a part of the pids.
  ///
  /// @param after the second of the last tick
  /// @param upTo the second of this one
  private record Turns(long after, long upTo) {
    private static final int SECONDS = 120;

    boolean include(int pid) {
      return Math.floorMod(pid - after - 1, SECONDS) < upTo - after;
    }
  }

  /// @param processorNanos the processor clock of a process; not applicable where there is none
  public LastReadings(IntFunction<Outcome<Long>> processorNanos) {
    this(processorNanos, System::nanoTime);
  }

  /// @param nanoTime a clock that is never set, in nanoseconds
  LastReadings(IntFunction<Outcome<Long>> processorNanos, LongSupplier nanoTime) {
    this.processorNanos = processorNanos;
    this.nanoTime = nanoTime;
    turns = new Turns(second(), second());
  }

  private long second() {
    return Math.floorDiv(nanoTime.getAsLong(), NANOS_A_SECOND);
  }

  /// Begins a tick, and forgets the processes that have ended.
  ///
  /// @param now the processes that are there
  void beginTick(Collection<Integer> now) {
    new LivePids(now).forgetOthers(byPid);
    turns = new Turns(turns.upTo(), second());
  }

  /// The present traces of a process, before it is read.
  Traces traces(Path root, int pid, ReadTally account) {
    Outcome<Long> nanos = processorNanos.apply(pid);
    Known known = byPid.get(pid);
    if (known == null || nanos.value().isEmpty() || !nanos.equals(known.traces().nanos())) {
      return Traces.running(nanos);
    }
    account.goOnTo(pid);
    return account
        .counted(ProcFile.STATM, () -> statm(root, pid, nanos))
        .value()
        .orElseGet(() -> Traces.running(nanos));
  }

  private static Outcome<Traces> statm(Path root, int pid, Outcome<Long> nanos) {
    String path = root + "/" + pid + "/" + ProcFile.STATM.fileName();
    try (KernelFile statm = KernelFile.open(LibC.CURRENT_DIRECTORY, path)) {
      long inode = statm.inode();
      return new Outcome.Ok<>(new Traces(nanos, Optional.of(statm.readRest()), inode));
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }

  /// The present traces of a process, before it is read; empty if they are those of the last tick,
  /// so that it need not be read.
  Optional<Traces> moved(Path root, int pid, ReadTally account) {
    Traces now = traces(root, pid, account);
    Known known = byPid.get(pid);
    boolean stands = known != null && !turns.include(pid) && known.traces().areThoseOf(now);
    return stands ? Optional.empty() : Optional.of(now);
  }

  /// The last reading of a process; gone where there is none.
  Outcome<ProcessReading> reading(int pid) {
    Known known = byPid.get(pid);
    return known == null ? new Outcome.Gone<>(false) : new Outcome.Ok<>(known.reading());
  }

  /// Whether a process still has the parent that it had. A parent that has ended has none of its
  /// children any more, also while it waits to be reaped; no process is older than its parent.
  boolean hasItsParent(int pid) {
    Known known = byPid.get(pid);
    return known != null && hasItsParent(known.reading().stat());
  }

  private boolean hasItsParent(ProcessStat process) {
    if (process.parent() == 0) {
      return true;
    }
    Known parent = byPid.get(process.parent());
    return parent != null
        && !parent.reading().stat().isZombie()
        && Long.compareUnsigned(parent.reading().stat().startTicks(), process.startTicks()) <= 0;
  }

  /// Notes a full reading. Where the first thread of a process has ended, the reading is of another
  /// one, and `statm` shows nothing of its memory.
  ///
  /// @param before the traces of the process before it
  /// @return the reading; the same object as in the last tick if the process is at rest and nothing
  ///   else has changed
  ProcessReading note(int pid, ProcessReading fresh, Traces before) {
    Known known = byPid.get(pid);
    ProcessReading reading =
        known != null && known.traces().areThoseOf(before) && known.reading().equals(fresh)
            ? known.reading()
            : fresh;
    boolean mayRest =
        reading.stat().pid() == pid
            && !reading.stat().isZombie()
            // On gVisor, which has no such line, the clock counts in steps of 10 ms.
            && reading.user().isPresent()
            && reading.executable().kind() != OutcomeKind.TIMED_OUT
            && reading.mapsAccess() != OutcomeKind.TIMED_OUT;
    byPid.put(pid, new Known(reading, mayRest ? before : Traces.NONE));
    return reading;
  }

  /// The executable of a process in the last tick. Within one address space it changes only if the
  /// file, or a directory above it, is renamed, deleted or covered by a mount, or by
  /// `PR_SET_MM_EXE_FILE`: so it is read again when its turn comes, and when the process has
  /// another name, which exec gives it. Without address space randomization another program may lie
  /// at the same addresses.
  Optional<RawText> executable(ProcessStat process, AddressSpaceId addressSpaceId) {
    Known known = byPid.get(process.pid());
    if (known == null || turns.include(process.pid())) {
      return Optional.empty();
    }
    ProcessReading before = known.reading();
    boolean same =
        before.stat().startTicks() == process.startTicks()
            && before.addressSpaceId().filter(addressSpaceId::equals).isPresent()
            && before.stat().name().equals(process.name());
    return same ? before.executable().value() : Optional.empty();
  }
}

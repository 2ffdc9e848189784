package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.space.ProcessFacts;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.Stopwatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A reader of the listing of an address space that also proves it complete. The kernel ends the
/// listing of an address space that is being torn down (exec, exit) like any other, so the end of
/// the file alone proves nothing: see [#stillThere].
public final class ListingReader {
  private static final int ATTEMPTS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  public static final String EXEC =
      "the process took another address space while it was read (exec)";

  private final ProcessReader processes;
  private final ReadTally account;
  private final ByteBudget budget;
  private final Clock clock;
  private final boolean oneReadIsAtomic;
  private final Map<String, Consistency> stamps;

  /// @param oneReadIsAtomic whether this kernel holds the lock of the address space throughout one
  ///   read
  /// @param stamps the stamps of captured files, by their names; empty for running processes
  public ListingReader(
      ProcessReader processes,
      ReadTally account,
      ByteBudget budget,
      Clock clock,
      boolean oneReadIsAtomic,
      Map<String, Consistency> stamps) {
    this.processes = processes;
    this.account = account;
    this.budget = budget;
    this.clock = clock;
    this.oneReadIsAtomic = oneReadIsAtomic;
    this.stamps = stamps;
  }

  /// A way to open the listing.
  @FunctionalInterface
  public interface Opener {
    ReadableByteChannel open(PinnedProcess process) throws IOException;
  }

  /// Reads a listing of a process whose identity has just been read; once more if it took another
  /// address space meanwhile, unless that would be another page-table walk.
  ///
  /// @param opener opens the file, which is not maps itself
  public Outcome<ListingReading> read(
      PinnedProcess process, ProcFile file, Opener opener, ProcessReading first) {
    Outcome<ProcessReading> before = new Outcome.Ok<>(first);
    int attempts = file.walksPageTables() ? 1 : ATTEMPTS;
    for (int attempt = 1; attempt < attempts; attempt++) {
      Outcome<ListingReading> reading =
          before.flatMap(known -> attempt(process, file, opener, known));
      boolean again =
          reading instanceof Outcome.Ok<ListingReading>(ListingReading listing)
              && listing.listing().kind() == OutcomeKind.PARTIAL;
      if (!again) {
        return reading;
      }
      reading.value().ifPresent(ListingReading::close);
      before = processes.read(process);
    }
    return before.flatMap(known -> attempt(process, file, opener, known));
  }

  private Outcome<ListingReading> attempt(
      PinnedProcess process, ProcFile file, Opener opener, ProcessReading before) {
    if (before.type() != ProcessType.USER) {
      return new Outcome.Ok<>(ListingReading.none(before, file, clock.instant()));
    }
    Attempt attempt = new Attempt(process, file, opener, before);
    Outcome<KernelBytes> listing = account.counted(file, attempt::readListing);
    try {
      return attempt.judge(listing);
    } catch (RuntimeException | Error e) {
      listing.value().ifPresent(KernelBytes::close);
      throw e;
    }
  }

  /// An attempt to read one consistent listing.
  private final class Attempt {
    private final PinnedProcess process;
    private final ProcFile file;
    private final Opener opener;
    private final ProcessReading before;
    private final Stopwatch watch = Stopwatch.start(clock);
    private final boolean stopped;
    private final long processorNanos = THREADS.getCurrentThreadCpuTime();

    Attempt(PinnedProcess process, ProcFile file, Opener opener, ProcessReading before) {
      this.process = process;
      this.file = file;
      this.opener = opener;
      this.before = before;
      stopped = allStopped(process, before.stat());
    }

    /// Opens maps first in any case: if it can still be read afterwards, the address space outlived
    /// the reading. Rereading the other files would walk page tables again.
    Outcome<KernelBytes> readListing() {
      try (KernelFile maps = process.open(ProcFile.MAPS);
          ReadableByteChannel channel = file == ProcFile.MAPS ? maps : opener.open(process)) {
        Outcome<KernelBytes> listing =
            file == ProcFile.PAGEMAP
                ? KernelBytes.readRecords(channel, budget, file.largest(budget))
                : KernelBytes.readAll(channel, budget, file.largest(budget));
        return listing.kind() == OutcomeKind.OK && !stillThere(maps)
            ? partial(listing, "the process gave its address space up while it was read")
            : listing;
      } catch (IOException e) {
        return Errno.of(e).equals(Optional.of(Errno.ENOENT))
            ? new Outcome.Gone<>(false)
            : Outcome.ofFailure(e, true);
      }
    }

    /// Rereads the identity of the process, and grades the listing by it.
    Outcome<ListingReading> judge(Outcome<KernelBytes> read) {
      Duration cost = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - processorNanos);
      Outcome<KernelBytes> listing = read;
      boolean refused = listing.kind() == OutcomeKind.DENIED;
      Outcome<ProcessStat> after = processes.stat(process);
      if (!refused
          && after.value().map(ProcessType::of).orElse(ProcessType.ZOMBIE) != before.type()) {
        listing.value().ifPresent(KernelBytes::close);
        return new Outcome.Gone<>(true);
      }
      boolean sameImage = after.value().map(before.stat()::isSameImage).orElse(false);
      if (!refused && !sameImage) {
        listing = partial(listing, EXEC);
      }
      if (listing instanceof Outcome.Gone<KernelBytes>(boolean whileRead) && whileRead) {
        // The process lives: only the address space that was opened has gone.
        listing = new Outcome.Partial<>(KernelBytes.none(budget), EXEC);
      }
      Consistency captured = stamps.get(file.fileName());
      if (captured != null && !captured.complete()) {
        listing = partial(listing, "the capture has only a part of this file");
      }
      boolean whole = listing.kind() == OutcomeKind.OK;
      int reads = listing.value().map(KernelBytes::reads).orElse(0);
      boolean undisturbed =
          (stopped && allStopped(process, before.stat()))
              || (oneReadIsAtomic && reads == 1 && file != ProcFile.PAGEMAP);
      Consistency stamp =
          captured != null && listing.value().isPresent()
              ? captured
              : watch.stamp(reads, whole && undisturbed, whole);
      return new Outcome.Ok<>(
          new ListingReading(before, file, listing, facts(listing), stamp, cost));
    }

    /// The facts of the process; the mounts are read only where the listing leaves the file
    /// ambiguous.
    private ProcessFacts facts(Outcome<KernelBytes> listing) {
      int threads = before.stat().threads();
      return new ProcessFacts(
          threads > 0 ? OptionalInt.of(threads) : OptionalInt.empty(),
          file != ProcFile.PAGEMAP && needFileSystems(listing, file == ProcFile.SMAPS)
              ? FileSystems.of(process).types()
              : Map.of());
    }
  }

  private static boolean needFileSystems(Outcome<KernelBytes> listing, boolean smaps) {
    try {
      return listing.value().isPresent()
          && ProcessFacts.needFileSystems(listing.value().get().stream(), smaps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome<KernelBytes> partial(Outcome<KernelBytes> listing, String cause) {
    return listing instanceof Outcome.Ok<KernelBytes>(KernelBytes bytes)
        ? new Outcome.Partial<>(bytes, cause)
        : listing;
  }

  /// Whether the address space behind an open maps still exists: then its start can be read once
  /// more. (`m_start` in `fs/proc/task_mmu.c` gives nothing once the last user of the memory has
  /// gone.) If it exists now, it did so all the time before, and what was read of it was whole.
  private static boolean stillThere(KernelFile maps) {
    try {
      maps.position(0);
      return maps.read(ByteBuffer.allocate(1)) > 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// Whether no thread of the process can run. Asked of the first thread first, so it costs nothing
  /// where that one runs.
  private static boolean allStopped(PinnedProcess process, ProcessStat leader) {
    if (!leader.isStopped()) {
      return false;
    }
    try {
      List<Integer> threads = process.threads();
      for (int tid : threads) {
        if (!ProcessStat.parse(process.readThreadStat(tid), "task/stat").isStopped()) {
          return false;
        }
      }
      return !threads.isEmpty();
    } catch (IOException | MalformedException _) {
      return false;
    }
  }
}

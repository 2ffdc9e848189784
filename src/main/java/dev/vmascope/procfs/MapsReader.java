package dev.vmascope.procfs;

import dev.vmascope.mapping.MalformedException;
import dev.vmascope.mapping.ProcessStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Reads a maps listing, and finds out whether it is whole. The kernel ends the listing of an
/// address space that is being given up (exec, exit) as it ends any other, so the end of the file
/// alone proves nothing: see [#stillThere].
final class MapsReader {
  private static final int ATTEMPTS = 3;

  private final ProcessReader processes;
  private final ReadAccount account;
  private final ByteBudget budget;
  private final Clock clock;
  private final boolean oneReadIsAtomic;

  /// @param oneReadIsAtomic whether this kernel holds the lock of the address space throughout a
  ///   read
  MapsReader(
      ProcessReader processes,
      ReadAccount account,
      ByteBudget budget,
      Clock clock,
      boolean oneReadIsAtomic) {
    this.processes = processes;
    this.account = account;
    this.budget = budget;
    this.clock = clock;
    this.oneReadIsAtomic = oneReadIsAtomic;
  }

  /// Reads the mappings of a process that has just been looked at; again, if it took another
  /// address space meanwhile.
  Outcome<MapsReading> read(PinnedProcess process, ProcessReading first) {
    Outcome<ProcessReading> before = new Outcome.Ok<>(first);
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      Outcome<MapsReading> reading = before.flatMap(looked -> attempt(process, looked));
      boolean again =
          reading instanceof Outcome.Ok<MapsReading>(MapsReading maps)
              && maps.maps().kind() == OutcomeKind.PARTIAL;
      if (!again) {
        return reading;
      }
      reading.value().ifPresent(MapsReading::close);
      before = processes.read(process);
    }
    return before.flatMap(looked -> attempt(process, looked));
  }

  private Outcome<MapsReading> attempt(PinnedProcess process, ProcessReading before) {
    Instant at = clock.instant();
    if (before.type() != ProcessType.USER) {
      CaptureStamp nothing = new CaptureStamp(at, Duration.ZERO, 0, true, true);
      return new Outcome.Ok<>(new MapsReading(before, new Outcome.NotApplicable<>(), nothing));
    }
    Began began = new Began(at, System.nanoTime(), allStopped(process, before.stat()));
    Outcome<KernelBytes> maps = account.counted(ProcFile.MAPS, () -> readListing(process));
    try {
      return judge(process, before, maps, began);
    } catch (RuntimeException | Error e) {
      maps.value().ifPresent(KernelBytes::close);
      throw e;
    }
  }

  private record Began(Instant at, long nanos, boolean stopped) {}

  /// Looks at the process once more, and says what the listing is worth.
  private Outcome<MapsReading> judge(
      PinnedProcess process, ProcessReading before, Outcome<KernelBytes> listing, Began began) {
    Outcome<KernelBytes> maps = listing;
    boolean refused = maps.kind() == OutcomeKind.DENIED;
    Outcome<ProcessStat> after = processes.stat(process);
    if (!refused
        && after.value().map(ProcessType::of).orElse(ProcessType.ZOMBIE) != before.type()) {
      maps.value().ifPresent(KernelBytes::close);
      return new Outcome.Gone<>(true);
    }
    if (!refused && !after.value().map(stat -> sameImage(stat, before.stat())).orElse(false)) {
      maps = partial(maps, "the process took another address space while it was read (exec)");
    }
    boolean whole = maps.kind() == OutcomeKind.OK;
    int reads = maps.value().map(KernelBytes::reads).orElse(0);
    boolean undisturbed =
        (began.stopped() && allStopped(process, before.stat())) || (oneReadIsAtomic && reads == 1);
    Duration duration = Duration.ofNanos(System.nanoTime() - began.nanos());
    return new Outcome.Ok<>(
        new MapsReading(
            before,
            maps,
            new CaptureStamp(began.at(), duration, reads, whole && undisturbed, whole)));
  }

  private static boolean sameImage(ProcessStat one, ProcessStat other) {
    return one.codeStart() == other.codeStart() && one.stackStart() == other.stackStart();
  }

  private Outcome<KernelBytes> readListing(PinnedProcess process) {
    try (SeekableByteChannel channel = process.open(ProcFile.MAPS)) {
      Outcome<KernelBytes> listing = KernelBytes.readAll(channel, budget);
      return listing.kind() == OutcomeKind.OK && !stillThere(channel)
          ? partial(listing, "the process gave its address space up while it was read")
          : listing;
    } catch (IOException e) {
      return ProcessReader.failure(e, true);
    }
  }

  private static Outcome<KernelBytes> partial(Outcome<KernelBytes> listing, String cause) {
    return listing instanceof Outcome.Ok<KernelBytes>(KernelBytes bytes)
        ? new Outcome.Partial<>(bytes, cause)
        : listing;
  }

  /// Whether the address space behind an open listing still exists: then its start can be read once
  /// more. (`m_start` in `fs/proc/task_mmu.c` gives nothing once the last user of the memory has
  /// gone.) If it exists now, it did so all the time before, and the listing was whole.
  private static boolean stillThere(SeekableByteChannel channel) {
    try {
      channel.position(0);
      return channel.read(ByteBuffer.allocate(1)) > 0;
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

package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatm;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// A reader of the identity and sizes of processes, from cheap files. Runs on a reader thread.
public final class ProcessReader {
  private final Path root;
  private final AddressSpaceIds ids;
  private final ReadTally account;
  private final IntPredicate held;
  private final LastReadings last;
  private final boolean live;

  /// @param live whether the root is a proc file system, and not a folder of captures
  /// @param held whether a process must not be read, as reads of it hang
  /// @param last the readings of the last tick, which save some of this one
  public ProcessReader(
      Path root,
      boolean live,
      AddressSpaceIds ids,
      ReadTally account,
      IntPredicate held,
      LastReadings last) {
    this.root = root;
    this.live = live;
    this.ids = ids;
    this.account = account;
    this.held = held;
    this.last = last;
  }

  /// A step on a pinned process whose identity has just been read.
  @FunctionalInterface
  public interface Step<T> {
    Outcome<T> apply(PinnedProcess process, ProcessReading reading);
  }

  /// Pins the process of this id (for the id of a thread, the process that it belongs to), reads
  /// it, and runs a step on it.
  public <T> Outcome<T> onProcess(int id, Step<T> step) {
    account.goOnTo(id);
    try (PinnedProcess process = PinnedProcess.open(root, id)) {
      recordUser(process);
      return read(process)
          .flatMap(reading -> {
            int leader = leader(id, reading);
            if (leader == id) {
              return step.apply(process, reading);
            }
            return held.test(leader) ? new Outcome.TimedOut<>() : onProcess(leader, step);
          });
    } catch (IOException e) {
      return Outcome.ofFailure(e, false);
    }
  }

  /// The process to read: for a capture that names another one, the folder counts if there is none
  /// of that one.
  private static int leader(int id, ProcessReading reading) {
    boolean astray =
        reading.captured().filter(captured -> captured.otherPid().isPresent()).isPresent();
    return astray
        ? id
        : reading
            .status()
            .value()
            .map(ProcessStatus::threadGroup)
            .orElse(OptionalInt.empty())
            .orElse(id);
  }

  /// Records the user of the process, which has to be known before anything is read that may hang.
  private void recordUser(PinnedProcess process) {
    if (!account.knowsUser()) {
      try {
        new Outcome.Ok<>(process.readSmall(ProcFile.STATUS))
            .map(bytes -> ProcessStatus.parse(bytes, "status"))
            .value()
            .ifPresent(status -> status.user().ifPresent(account::belongsTo));
      } catch (IOException _) {
        // The reads that follow will say why.
      }
    }
  }

  /// Reads a pinned process.
  Outcome<ProcessReading> read(PinnedProcess process) {
    return stat(process).flatMap(stat -> read(process, stat));
  }

  /// The `stat` file alone.
  public Outcome<ProcessStat> stat(PinnedProcess process) {
    Outcome<ProcessStat> stat =
        file(process, ProcFile.STAT, bytes -> ProcessStat.parse(bytes, "stat"));
    return live ? stat : new CaptureReader(process).stat(stat);
  }

  /// The reading of a process; if the first thread has ended, memory files are read from another
  /// one.
  private Outcome<ProcessReading> read(PinnedProcess process, ProcessStat stat) {
    if (stat.isZombie()) {
      for (int tid : threads(process)) {
        Optional<ProcessStat> thread = tid == stat.pid() ? Optional.empty() : thread(process, tid);
        if (thread.isPresent() && !thread.get().isZombie()) {
          process.readMemoryFrom(tid);
          Outcome<ProcessReading> reading = read(process, stat, thread.get());
          if (!(reading instanceof Outcome.Gone<ProcessReading>)) {
            return reading;
          }
        }
      }
      process.readMemoryFromItself();
    }
    return read(process, stat, stat);
  }

  private static List<Integer> threads(PinnedProcess process) {
    try {
      return process.threads();
    } catch (IOException _) {
      // It is ending right now; the reads that follow will say so.
      return List.of();
    }
  }

  private static Optional<ProcessStat> thread(PinnedProcess process, int tid) {
    try {
      return Optional.of(ProcessStat.parse(process.readThreadStat(tid), "task/stat"));
    } catch (IOException | MalformedException _) {
      return Optional.empty();
    }
  }

  /// @param memory the thread that shows the memory
  private Outcome<ProcessReading> read(
      PinnedProcess process, ProcessStat stat, ProcessStat memory) {
    ProcessType type = ProcessType.of(stat);
    Optional<AddressSpaceId> addressSpaceId = ids.of(stat, memory);
    Outcome<RawText> executable =
        addressSpaceId
            .flatMap(id -> last.executable(stat, id))
            .<Outcome<RawText>>map(Outcome.Ok::new)
            .orElseGet(() -> executable(process, type));
    Outcome<ProcessStatus> status =
        file(process, ProcFile.STATUS, bytes -> ProcessStatus.parse(bytes, "status"));
    Outcome<ProcessStatm> pages =
        type == ProcessType.USER && !hasSizes(status)
            ? file(process, ProcFile.STATM, bytes -> ProcessStatm.parse(bytes, 1, "statm"))
            : new Outcome.NotApplicable<>();
    OptionalInt pageBytes = pageBytes(process, status, pages);
    Outcome<ProcessStatm> statm =
        pageBytes.isPresent()
            ? pages.map(counted -> counted.times(pageBytes.getAsInt()))
            : pages.flatMap(_ -> new Outcome.NotApplicable<>());
    status.value().ifPresent(known -> account.remember(stat, known));
    if (live && status instanceof Outcome.Gone<ProcessStatus>) {
      return new Outcome.Gone<>(true);
    }
    return new Outcome.Ok<>(
        new ProcessReading(
            stat,
            type,
            addressSpaceId,
            status,
            statm,
            executable,
            mapsAccess(process, type, live && addressSpaceId.isPresent()),
            type == ProcessType.USER
                ? MemorySizes.of(status.value(), statm.value())
                : MemorySizes.NONE,
            pageBytes,
            live ? Optional.empty() : Optional.of(new CaptureReader(process).captured(status))));
  }

  private OptionalInt pageBytes(
      PinnedProcess process, Outcome<ProcessStatus> status, Outcome<ProcessStatm> pages) {
    if (live) {
      return OptionalInt.of(LibC.PAGE_BYTES);
    }
    // Where status has all sizes, the kernel is one whose files do not count in pages.
    return hasSizes(status)
        ? OptionalInt.empty()
        : new CaptureReader(process).pageBytes(pages.value(), status.value());
  }

  /// Whether it has all that `statm` has.
  private static boolean hasSizes(Outcome<ProcessStatus> status) {
    return status.value().map(ProcessStatus::sizes).filter(MemorySizes::coverStatm).isPresent();
  }

  private Outcome<RawText> executable(PinnedProcess process, ProcessType type) {
    if (type != ProcessType.USER) {
      return new Outcome.NotApplicable<>();
    }
    return account.guarded(Awaited.EXEC, process::executable);
  }

  /// The outcome of opening maps. A service that may read the start of the stack passes the check
  /// that guards maps; otherwise maps is opened.
  private OutcomeKind mapsAccess(PinnedProcess process, ProcessType type, boolean knowsStack) {
    if (type != ProcessType.USER) {
      return OutcomeKind.NOT_APPLICABLE;
    }
    if (knowsStack) {
      return OutcomeKind.OK;
    }
    return account.guarded(Awaited.MEMORY, () -> openedMaps(process)).kind();
  }

  private static Outcome<Boolean> openedMaps(PinnedProcess process) {
    try {
      process.open(ProcFile.MAPS).close();
      return new Outcome.Ok<>(true);
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }

  private <T> Outcome<T> file(PinnedProcess process, ProcFile file, Function<byte[], T> parser) {
    return account.counted(
        file,
        () -> {
          try {
            return new Outcome.Ok<>(process.readSmall(file)).map(parser);
          } catch (IOException e) {
            return Outcome.ofFailure(e, true);
          }
        });
  }
}

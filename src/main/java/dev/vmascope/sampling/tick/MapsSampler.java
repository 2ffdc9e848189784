package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.space.MappingTotals;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.ProcessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The part of a tick that reads the mappings of some processes. A listing costs the kernel and the
/// process by the number of mappings, so a tick has a budget of time, and known totals serve until
/// the next turn of the process: soon if its address space has another size, else after a minute if
/// it may have run, and after five minutes if not. The process that has waited longest comes first,
/// a new one since it began: those that end at once do not take the turn of those that grow.
final class MapsSampler {
  private static final Duration UNCHANGED = Duration.ofMinutes(1);
  private static final Duration OVERDUE = Duration.ofMinutes(5);
  private static final long SHARE_OF_INTERVAL = 50;

  private final ProcFs procFs;
  private final JitAllowList generators;
  private long debtNanos;

  MapsSampler(ProcFs procFs, JitAllowList generators) {
    this.procFs = procFs;
    this.generators = generators;
  }

  private record Due(TrackedProcess process, Duration age, boolean overdue) {
    long expectedNanos() {
      return process.mappings().last().map(known -> known.took().toNanos()).orElse(0L);
    }

    /// Whether a listing has waited long enough: one that takes more than the whole budget has its
    /// turn after as many intervals as it takes budgets.
    boolean hasWaitedEnough() {
      return overdue || age.toNanos() / SHARE_OF_INTERVAL >= expectedNanos();
    }
  }

  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::overdue)
          .thenComparing(Due::age)
          .thenComparingLong(due -> due.process().bytes(ProcessSize.RESIDENT))
          .reversed();

  /// Reads the processes that are due, the most urgent first, until the budget is spent.
  ///
  /// @param interval the time between ticks: a fiftieth of it may be spent
  /// @return the mappings as known now of the processes that were read
  Map<ProcessKey, KnownMappings> read(
      List<TrackedProcess> processes, Instant now, Duration interval) {
    Map<ProcessKey, KnownMappings> known = new HashMap<>();
    long left = interval.toNanos() / SHARE_OF_INTERVAL - debtNanos;
    for (Due due : due(processes, now)) {
      if (left > 0 && (due.expectedNanos() <= left || due.hasWaitedEnough())) {
        long began = System.nanoTime();
        known.put(due.process().key(), read(due.process(), now, began));
        left -= System.nanoTime() - began;
      }
    }
    debtNanos = Math.max(0, -left);
    return known;
  }

  private static List<Due> due(List<TrackedProcess> processes, Instant now) {
    List<Due> due = new ArrayList<>();
    for (TrackedProcess process : processes) {
      Duration age = process.age(now);
      boolean mayBeRead =
          process.reading().mapsAccess() == OutcomeKind.OK
              && !process.mappings().isUnusableSince(now.minus(OVERDUE));
      Duration soon = process.mayHaveRun() ? UNCHANGED : OVERDUE;
      if (mayBeRead && (process.hasChanged() || age.compareTo(soon) >= 0)) {
        due.add(new Due(process, age, age.compareTo(OVERDUE) >= 0));
      }
    }
    due.sort(ORDER);
    return due;
  }

  /// Reads a listing. An incomplete one, or one of another address space, changes nothing: its turn
  /// comes again.
  private KnownMappings read(TrackedProcess process, Instant now, long began) {
    int pid = process.reading().stat().pid();
    try (ListingReading reading = procFs.readMaps(pid).value().orElse(null)) {
      if (reading != null
          && reading.listing() instanceof Outcome.Ok<KernelBytes>
          && process.isStill(reading.process())) {
        return read(process, reading, now, began);
      }
    } catch (TooLargeException _) {
      // It would be as large at the next tick, and take the turn of all others.
      return process.mappings().tooLarge(now);
    } catch (ReaderBusyException | ReadsStuckException _) {
      // Reads are counted by how they ended; this one is made again when its turn comes.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return process.mappings();
  }

  private KnownMappings read(
      TrackedProcess process, ListingReading reading, Instant now, long began) throws IOException {
    // By the executable as of now: that of the tick may be some ticks old.
    MappingInspector inspector = generators.inspector(reading.process());
    try {
      MappingTotals totals =
          MappingTotals.of(
              reading.mappings(UnaryOperator.identity()),
              process.growth().grows(),
              inspector::inspect);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      LastMappings last =
          new LastMappings(
              totals,
              now,
              process.bytes(ProcessSize.VIRTUAL),
              process.bytes(ProcessSize.DATA),
              took,
              inspector);
      return process.mappings().after(last, process.growth().grows());
    } catch (MalformedException _) {
      return process.mappings().malformed(now, inspector);
    }
  }
}

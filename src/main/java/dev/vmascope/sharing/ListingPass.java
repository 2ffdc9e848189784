package dev.vmascope.sharing;

import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A pass over the `maps` listings of all processes of a sample, one after another. It ends early
/// when its time is over.
final class ListingPass {
  /// The time limit, shorter than that of a response.
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final ProcFs procFs;
  private final Map<OutcomeKind, Integer> unread = new EnumMap<>(OutcomeKind.class);
  private final long endNanos = System.nanoTime() + LONGEST.toNanos();
  private boolean inTime = true;

  ListingPass(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// A visitor of listings.
  interface Visitor {
    /// Takes a whole listing.
    void listing(ListingReading reading) throws IOException;

    /// Takes the end of a process whose listing was opened.
    default void end(ProcessReading process) {}
  }

  /// Passes the listings of the processes with memory; one that ended since the sample is skipped.
  void forEach(Sample sample, Visitor visitor) {
    for (ProcessSample process : sample.processes()) {
      if (process.hasMemory() && hasTime()) {
        read(process, visitor);
      }
    }
  }

  /// Whether its time is not over. Once it is, the pass is incomplete.
  boolean hasTime() {
    inTime = inTime && System.nanoTime() - endNanos < 0;
    return inTime;
  }

  /// Whether the pass was not cut short.
  boolean inTime() {
    return inTime;
  }

  /// The number of processes with memory that could not be read, by reason.
  Map<OutcomeKind, Integer> unread() {
    return unread;
  }

  private void read(ProcessSample sampled, Visitor visitor) {
    Outcome<ListingReading> outcome = open(sampled.pid());
    if (outcome instanceof Outcome.Gone<ListingReading>) {
      return;
    }
    if (outcome.value().filter(reading -> isOf(sampled, reading.process())).isEmpty()
        && outcome.value().isPresent()) {
      // The pid is another process's now.
      outcome.value().get().close();
      return;
    }
    Optional<ProcessReading> process = outcome.value().map(ListingReading::process);
    try (ListingReading reading = outcome.value().orElse(null)) {
      if (reading != null && reading.listing() instanceof Outcome.Ok<KernelBytes>) {
        visitor.listing(reading);
      } else {
        count(reading == null ? outcome.kind() : reading.listing().kind());
      }
    } catch (MalformedException _) {
      count(OutcomeKind.MALFORMED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.ifPresent(visitor::end);
  }

  private static boolean isOf(ProcessSample sampled, ProcessReading read) {
    return !sampled.reading().hasStat()
        || !read.hasStat()
        || sampled.reading().stat().startTicks() == read.stat().startTicks();
  }

  private void count(OutcomeKind why) {
    unread.merge(why, 1, Integer::sum);
  }

  /// The listing of a process; one beyond the size limit counts as incomplete.
  private Outcome<ListingReading> open(int pid) {
    try {
      return procFs.readMaps(pid);
    } catch (TooLargeException _) {
      count(OutcomeKind.PARTIAL);
      return new Outcome.Gone<>(true);
    }
  }
}

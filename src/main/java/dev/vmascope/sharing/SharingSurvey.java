package dev.vmascope.sharing;

import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.proc.SysvSegment;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.object.FileContent;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.Namespace;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.Sample;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A survey of the objects that all processes map. Equal requests at about the same time share one
/// survey, and one is made at a time.
@Component
class SharingSurvey {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ProcFs procFs;
  private final ProcessAccess processes;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock();
  private SoftReference<@Nullable Result> last = new SoftReference<>(null);

  SharingSurvey(ProcFs procFs, ProcessAccess processes, Clock clock) {
    this.procFs = procFs;
    this.processes = processes;
    this.clock = clock;
  }

  /// The result of a survey.
  ///
  /// @param unread the number of processes with memory that could not be read, by reason
  /// @param stamp complete if all processes were read in time
  /// @param segments the SysV segments of the service's own IPC namespace
  /// @param ipcNamespace the identifier of that namespace; empty if unknown
  /// @param unidentified the reasons why some files are identified by their paths only
  record Result(
      Consistency stamp,
      List<SharedObject> objects,
      Map<OutcomeKind, Integer> unread,
      Outcome<List<SysvSegment>> segments,
      Optional<String> ipcNamespace,
      Set<FileContent.Why> unidentified) {
    Result {
      objects = List.copyOf(objects);
      unread = Map.copyOf(unread);
      unidentified = Set.copyOf(unidentified);
    }

    /// The time until which the result is reused: longer after a long survey, so that surveys never
    /// follow each other closely.
    Instant keptUntil() {
      Duration kept = stamp.duration().multipliedBy(10);
      return stamp.at().plus(stamp.duration()).plus(kept.compareTo(KEPT) > 0 ? kept : KEPT);
    }
  }

  /// A survey at most five seconds old, or older if it took long.
  Result take() {
    Sample sample = processes.sample();
    if (!takeTurn()) {
      throw Problem.of(ProblemCode.BUSY, "Another survey of all processes is running; try again.")
          .exception();
    }
    try {
      Result known = last.get();
      if (known == null || known.keptUntil().isBefore(clock.instant())) {
        known = new Survey(sample).go();
        last = new SoftReference<>(known);
      }
      return known;
    } finally {
      turn.unlock();
    }
  }

  private boolean takeTurn() {
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A survey in progress.
  private final class Survey implements ListingPass.Visitor {
    private final Sample sample;
    private final SharedObjects objects = new SharedObjects();
    private final DoubtfulFiles doubtful = new DoubtfulFiles(procFs, objects);
    private final Stopwatch watch = Stopwatch.start(clock);
    private final ListingPass pass = new ListingPass(procFs);
    private int reads;

    Survey(Sample sample) {
      this.sample = sample;
    }

    Result go() {
      pass.forEach(sample, this);
      Optional<String> own = procFs.host().self().flatMap(this::ipcNamespace);
      return new Result(
          watch.stamp(reads, false, pass.inTime() && objects.complete()),
          objects.all(),
          pass.unread(),
          procFs.host().sysvSegments(),
          own,
          doubtful.unidentified());
    }

    @Override
    public void listing(ListingReading reading) throws IOException {
      reads += reading.stamp().reads();
      add(reading.process(), reading.mappings(AnswerWork::over));
    }

    @Override
    public void end(ProcessReading process) {
      doubtful.end(process);
    }

    private void add(ProcessReading process, MappingReader parser) throws IOException {
      int pid = process.stat().pid();
      Optional<String> namespace = Optional.empty();
      for (ClassifiedMapping next = parser.next();
          next != null && pass.hasTime();
          next = parser.next()) {
        if (next.backing().kind() == MappingKind.SYSV && namespace.isEmpty()) {
          namespace = Optional.of(ipcNamespace(pid).orElse(""));
        }
        if (doubtful.has(next)) {
          doubtful.hold(process, next);
        } else {
          objects.add(pid, namespace.orElse(""), next);
        }
      }
    }

    private Optional<String> ipcNamespace(int pid) {
      return procFs
          .readDetails(pid, false)
          .value()
          .map(ProcessDetails::namespaces)
          .flatMap(namespaces -> Optional.ofNullable(namespaces.get(Namespace.IPC)))
          .map(name -> name.text());
    }
  }
}

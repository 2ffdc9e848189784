package dev.vmascope.web;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.ListingParser;
import dev.vmascope.mapping.MalformedException;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.SharedObject;
import dev.vmascope.mapping.SharedObjects;
import dev.vmascope.mapping.SysvSegment;
import dev.vmascope.procfs.KernelBytes;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.procfs.Namespace;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.ProcessDetails;
import dev.vmascope.procfs.ProcessType;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Goes through the listings of all processes for the objects that they map. All who ask at about
/// the same time get the same survey.
@Component
class SharingSurvey {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final ProcFs procFs;
  private final Processes processes;
  private final Clock clock;
  private @Nullable Result last;

  SharingSurvey(ProcFs procFs, Processes processes, Clock clock) {
    this.procFs = procFs;
    this.processes = processes;
    this.clock = clock;
  }

  /// What came of a survey.
  ///
  /// @param unread how many processes with memory could not be read
  /// @param complete whether all were gone through in time
  /// @param segments the SysV segments of the service's own IPC namespace
  /// @param ipcNamespace which one that is; empty if it is not known
  record Result(
      Instant at,
      Duration took,
      int reads,
      List<SharedObject> objects,
      int unread,
      boolean complete,
      Outcome<List<SysvSegment>> segments,
      Optional<String> ipcNamespace) {
    Result {
      objects = List.copyOf(objects);
    }
  }

  /// A survey that is at most five seconds old.
  synchronized Result take() {
    Result known = last;
    if (known == null || known.at().plus(KEPT).isBefore(clock.instant())) {
      known = new Survey(processes.sample()).go();
      last = known;
    }
    return known;
  }

  private final class Survey {
    private final Sample sample;
    private final SharedObjects objects = new SharedObjects();
    private final Instant at = clock.instant();
    private final long began = System.nanoTime();
    private int reads;
    private int unread;
    private boolean inTime = true;

    Survey(Sample sample) {
      this.sample = sample;
    }

    Result go() {
      for (ProcessSample process : sample.processes()) {
        inTime = inTime && System.nanoTime() - began < LONGEST.toNanos();
        if (process.reading().type() == ProcessType.USER && inTime) {
          read(process.pid());
        }
      }
      Optional<String> own = procFs.self().flatMap(this::ipcNamespace);
      return new Result(
          at,
          Duration.ofNanos(System.nanoTime() - began),
          reads,
          objects.all(),
          unread,
          inTime && objects.complete(),
          procFs.sysvSegments(),
          own);
    }

    /// One that ended since the sample is no longer there to be read.
    private void read(int pid) {
      Outcome<ListingReading> outcome = procFs.readMaps(pid);
      if (outcome instanceof Outcome.Gone<ListingReading>) {
        return;
      }
      try (ListingReading reading = outcome.value().orElse(null)) {
        if (reading != null
            && reading.listing() instanceof Outcome.Ok<KernelBytes>(KernelBytes listing)) {
          reads += reading.stamp().reads();
          add(pid, MapsPage.parser(reading, listing));
        } else {
          unread++;
        }
      } catch (MalformedException _) {
        unread++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void add(int pid, ListingParser parser) throws IOException {
      Optional<String> namespace = Optional.empty();
      for (ListedMapping next = parser.next(); next != null; next = parser.next()) {
        if (next.backing().kind() == MappingKind.SYSV && namespace.isEmpty()) {
          namespace = Optional.of(ipcNamespace(pid).orElse(""));
        }
        objects.add(pid, namespace.orElse(""), next);
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

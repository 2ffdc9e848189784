package dev.vmascope.http.api;

import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.http.snapshot.RequestedSnapshot;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.machine.RootKind;
import dev.vmascope.procfs.object.MappedFileParser;
import dev.vmascope.procfs.object.MappedFilesReading;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.ThreadsReading;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.Sampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The access of controllers to processes: readings, or the matching problems. All take the pid and
/// the expected start time, which is `null` for any process of the pid.
@Component
public class ProcessAccess {
  private final ProcFs procFs;
  private final Sampler sampler;
  private final Optional<OpenSnapshot> fixed;

  @Autowired
  ProcessAccess(ProcFs procFs, Sampler sampler) {
    this(procFs, sampler, Optional.empty());
  }

  private ProcessAccess(ProcFs procFs, Sampler sampler, Optional<OpenSnapshot> fixed) {
    this.procFs = procFs;
    this.sampler = sampler;
    this.fixed = fixed;
  }

  /// The access to the process of a snapshot, whatever the request is about.
  public ProcessAccess in(OpenSnapshot snapshot) {
    return new ProcessAccess(procFs, sampler, Optional.of(snapshot));
  }

  /// The snapshot that is read in place of running processes; empty if these are read.
  private Optional<OpenSnapshot> snapshot() {
    return fixed.or(RequestedSnapshot::current);
  }

  /// The facts of the machine, as in the last sample.
  public HostInfo node() {
    return snapshot().isPresent()
        ? files().host().node()
        : sampler.latest().map(Sample::node).orElseGet(() -> procFs.host().node());
  }

  /// The files that the request reads: those of running processes, or of a snapshot.
  public ProcFs files() {
    return snapshot().map(OpenSnapshot::files).orElse(procFs);
  }

  /// The kind of directory at the root of the proc file system.
  public RootKind root() {
    return files().kind();
  }

  /// The entries for absent identity fields of a process.
  public List<UnavailableField> identityGaps(ProcessReading process) {
    return ProcessRemedies.identity(process, node(), root());
  }

  /// The pid in a path: a positive decimal of 32 bit, or `self`.
  public int pid(String text) {
    if (text.equals("self")) {
      return files().host().self().orElseThrow(() -> ProcessProblems.noSelf().exception());
    }
    return Parameters.pid(text);
  }

  /// Reads a process.
  public ProcessReading read(int pid, @Nullable Long startTicks) {
    return found(files().read(pid), process -> process, pid, startTicks);
  }

  /// The sample of the last tick.
  public Sample sample() {
    return sampler
        .latest()
        .orElseThrow(() ->
            Problem.of(ProblemCode.NOT_READY, "The first sample is not available yet.")
                .exception());
  }

  /// Reads a process, its namespaces, and its command line on request.
  public ProcessDetails readDetails(int pid, @Nullable Long startTicks, boolean withCommandLine) {
    return found(
        files().readDetails(pid, withCommandLine), ProcessDetails::process, pid, startTicks);
  }

  /// Reads a process and some of its threads.
  ///
  /// @param after the id above which threads are read
  /// @param most the largest number of threads, those of the lowest ids
  public ThreadsReading readThreads(int pid, @Nullable Long startTicks, int after, int most) {
    return found(files().readThreads(pid, after, most), ThreadsReading::process, pid, startTicks);
  }

  /// Reads a process and its mappings. The caller must close the reading.
  public ListingReading readMaps(int pid, @Nullable Long startTicks) {
    return listing(pid, startTicks, ProcFile.MAPS, false);
  }

  /// Reads a process and the states of its pages. The caller must close the reading.
  ///
  /// @param within the addresses, given the mask of the bits that are no tag
  public ListingReading readPages(
      int pid, @Nullable Long startTicks, LongFunction<AddressRange> within, boolean forced) {
    long untagMask =
        found(files().read(pid), pid).status().value().map(ProcessStatus::untagMask).orElse(-1L);
    AddressRange range = within.apply(untagMask);
    return checked(startTicks, pid, forced, () -> files().scans().pages(pid, range, forced));
  }

  /// Reads a process and one of its listings. The caller must close the reading.
  ///
  /// @param forced whether a page-table walk overrides the limits
  public ListingReading listing(int pid, @Nullable Long startTicks, ProcFile file, boolean forced) {
    return checked(
        startTicks,
        pid,
        forced,
        () ->
            file.walksPageTables()
                ? files().scans().listing(pid, file, forced)
                : files().readMaps(pid));
  }

  private ListingReading checked(
      @Nullable Long startTicks, int pid, boolean forced, Supplier<Outcome<ListingReading>> read) {
    if (forced) {
      ProcessProblems.requireLeaveToForce();
    }
    ListingReading reading = found(read.get(), pid);
    try {
      ProcessProblems.requireSame(reading.process(), startTicks);
      return reading;
    } catch (RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  /// Reads the mapping at one address of a process: by `PROCMAP_QUERY` where possible, else from
  /// all mappings.
  public MappingLookup readAddress(int pid, @Nullable Long startTicks, long address) {
    return inFull(files().readAddress(pid, address), pid, startTicks, address);
  }

  /// The same with the build id of the mapped file, where available.
  public MappingLookup readWithBuildId(int pid, @Nullable Long startTicks, long address) {
    try {
      Outcome<MappingLookup> asked = files().readWithBuildId(pid, address);
      return asked.kind() == OutcomeKind.TIMED_OUT
          ? readAddress(pid, startTicks, address)
          : inFull(asked, pid, startTicks, address);
    } catch (ReadsStuckException _) {
      // Only reads of files hang; the mapping at the address is read without them.
      return readAddress(pid, startTicks, address);
    }
  }

  /// The reading by query, or else from the listing.
  private MappingLookup inFull(
      Outcome<MappingLookup> asked, int pid, @Nullable Long startTicks, long address) {
    Optional<MappingLookup> found = answered(asked, pid, startTicks);
    if (found.isPresent()) {
      return found.get();
    }
    try (ListingReading reading = readMaps(pid, startTicks)) {
      if (reading.process().type() == ProcessType.USER) {
        ProcessProblems.listing(reading, pid);
      }
      return MappingLookup.inListing(reading, address, AnswerWork::over);
    } catch (MalformedException e) {
      throw ProcessProblems.malformed(pid, e).exception();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Queries the mapping at one address of a process; empty where the listing has to be read
  /// instead.
  public Optional<MappingLookup> askForAddress(int pid, @Nullable Long startTicks, long address) {
    return answered(files().readAddress(pid, address), pid, startTicks);
  }

  private Optional<MappingLookup> answered(
      Outcome<MappingLookup> asked, int pid, @Nullable Long startTicks) {
    if (asked.kind() == OutcomeKind.NOT_APPLICABLE) {
      return Optional.empty();
    }
    return Optional.of(found(asked, MappingLookup::process, pid, startTicks));
  }

  /// Reads a process and files that it maps.
  public <T> MappedFilesReading<T> readObjects(
      int pid, @Nullable Long startTicks, MappedFileParser<T> parser) {
    return found(
        files().mappedFiles().objects(pid, parser), MappedFilesReading::process, pid, startTicks);
  }

  /// The value of a reading of the expected process, or its problem.
  public <T> T found(
      Outcome<T> outcome, Function<T, ProcessReading> process, int pid, @Nullable Long startTicks) {
    T reading = found(outcome, pid);
    ProcessProblems.requireSame(process.apply(reading), startTicks);
    return reading;
  }

  /// The value of a reading of a process, or its problem. A capture never ends and is never hidden.
  private <T> T found(Outcome<T> outcome, int pid) {
    if (!files().isLive() && outcome instanceof Outcome.Gone<T>) {
      throw ProcessProblems.notCaptured(pid).exception();
    }
    return ProcessProblems.orProblem(outcome, pid);
  }
}

package dev.vmascope.http.api;

import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.ClassifiedMapping;
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
import dev.vmascope.procfs.scan.PageMapSource;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.Sampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The access of controllers to processes: readings, or the matching problems.
@Component
public class ProcessAccess {
  private final ProcFs procFs;
  private final Sampler sampler;

  ProcessAccess(ProcFs procFs, Sampler sampler) {
    this.procFs = procFs;
    this.sampler = sampler;
  }

  /// The facts of the machine, as in the last sample.
  public HostInfo node() {
    return sampler.latest().map(Sample::node).orElseGet(() -> procFs.host().node());
  }

  /// The kind of directory at the root of the proc file system.
  public RootKind root() {
    return procFs.kind();
  }

  /// The entries for absent identity fields of a process.
  public List<UnavailableView> identityGaps(ProcessReading process) {
    return ProcessRemedies.identity(process, node(), root());
  }

  /// The pid in a path: a positive decimal of 32 bit, or `self`.
  public int pid(String text) {
    if (text.equals("self")) {
      return procFs
          .host()
          .self()
          .orElseThrow(() ->
              Problem.of(
                      ProblemCode.PROCESS_NOT_FOUND,
                      "There is no self here: vmascope.procfs.root is a folder of captures, or another pid namespace.")
                  .exception());
    }
    boolean valid = text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= Integer.MAX_VALUE;
    if (!valid) {
      throw Parameters.invalid("pid", "expected a positive decimal of 32 bit, or self");
    }
    return Integer.parseInt(text);
  }

  /// Reads a process.
  ///
  /// @param startTicks the expected start time; `null` for any process of the pid
  public ProcessReading read(int pid, @Nullable Long startTicks) {
    ProcessReading reading = found(procFs.read(pid), pid);
    requireSame(reading, startTicks);
    return reading;
  }

  /// The sample of the last tick.
  public Sample sample() {
    return sampler
        .latest()
        .orElseThrow(() ->
            Problem.of(ProblemCode.NOT_READY, "The first sample is not there yet.").exception());
  }

  /// The process in the last sample; empty if it is not there.
  public Optional<ProcessSample> sampled(ProcessReading process) {
    return sampler
        .latest()
        .flatMap(sample ->
            sample.processes().stream()
                .filter(known -> known.pid() == process.stat().pid())
                .filter(known -> known.reading().stat().startTicks() == process.stat().startTicks())
                .findFirst());
  }

  /// Reads a process, its namespaces, and its command line on request.
  ///
  /// @param startTicks the expected start time; `null` for any process of the pid
  public ProcessDetails readDetails(int pid, @Nullable Long startTicks, boolean withCommandLine) {
    ProcessDetails details = found(procFs.readDetails(pid, withCommandLine), pid);
    requireSame(details.process(), startTicks);
    return details;
  }

  /// Reads a process and some of its threads.
  ///
  /// @param after the id above which threads are read
  /// @param most the largest number of threads, those of the lowest ids
  public ThreadsReading readThreads(int pid, @Nullable Long startTicks, int after, int most) {
    ThreadsReading reading = found(procFs.readThreads(pid, after, most), pid);
    requireSame(reading.process(), startTicks);
    return reading;
  }

  /// Reads a process and its mappings. The caller must close the reading.
  public ListingReading readMaps(int pid, @Nullable Long startTicks) {
    return listing(pid, startTicks, ProcFile.MAPS, false);
  }

  /// Reads a process and the states of its pages. The caller must close the reading.
  ///
  /// @param from the first address, tagged or not; `null` for the lowest
  /// @param to the first address after it; `null` for the highest
  public ListingReading readPages(
      int pid,
      @Nullable Long startTicks,
      @Nullable String from,
      @Nullable String to,
      boolean forced) {
    long untagMask =
        found(procFs.read(pid), pid).status().value().map(ProcessStatus::untagMask).orElse(-1L);
    long start = userAddress("from", from, untagMask, 0);
    long end = userAddress("to", to, untagMask, Long.MAX_VALUE);
    if (start >= end) {
      throw Parameters.invalid("to", "expected an address above from");
    }
    AddressRange range = new AddressRange(start, end);
    return checked(startTicks, pid, forced, () -> procFs.scans().pages(pid, range, forced));
  }

  private static long userAddress(
      String parameter, @Nullable String text, long untagMask, long absent) {
    long address =
        text == null ? absent : Parameters.parse(parameter, text, Address::parse) & untagMask;
    if (address < 0) {
      throw Parameters.invalid(
          parameter, "expected an address of the user half, below 0x8000000000000000");
    }
    return address;
  }

  /// The interface by which the kernel reports page states.
  public PageMapSource pageMapSource() {
    return procFs.scans().pageMapSource();
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
                ? procFs.scans().listing(pid, file, forced)
                : procFs.readMaps(pid));
  }

  private ListingReading checked(
      @Nullable Long startTicks, int pid, boolean forced, Supplier<Outcome<ListingReading>> read) {
    if (forced) {
      ProcessProblems.requireLeaveToForce();
    }
    ListingReading reading = found(read.get(), pid);
    try {
      requireSame(reading.process(), startTicks);
      return reading;
    } catch (RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  /// Reads the mapping at one address of a process: by `PROCMAP_QUERY` where possible, else from
  /// all mappings.
  public MappingLookup readAddress(int pid, @Nullable Long startTicks, long address) {
    return inFull(procFs.readAddress(pid, address), pid, startTicks, address);
  }

  /// The same with the build id of the mapped file, where available.
  public MappingLookup readWithBuildId(int pid, @Nullable Long startTicks, long address) {
    try {
      Outcome<MappingLookup> asked = procFs.readWithBuildId(pid, address);
      return asked.kind() == OutcomeKind.TIMED_OUT
          ? readAddress(pid, startTicks, address)
          : inFull(asked, pid, startTicks, address);
    } catch (ReadsStuckException _) {
      // Of files; what lies at the address is told without them.
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
    return answered(procFs.readAddress(pid, address), pid, startTicks);
  }

  private Optional<MappingLookup> answered(
      Outcome<MappingLookup> asked, int pid, @Nullable Long startTicks) {
    if (asked.kind() == OutcomeKind.NOT_APPLICABLE) {
      return Optional.empty();
    }
    MappingLookup reading = found(asked, pid);
    requireSame(reading.process(), startTicks);
    return Optional.of(reading);
  }

  /// Reads a process and files that it maps.
  ///
  /// @param startTicks the expected start time; `null` for any process of the pid
  public <T> MappedFilesReading<T> readObjects(
      int pid, @Nullable Long startTicks, MappedFileParser<T> parser) {
    MappedFilesReading<T> reading = found(procFs.readObjects(pid, parser), pid);
    requireSame(reading.process(), startTicks);
    return reading;
  }

  /// The facts of the vDSO of a process; empty where the service has another vDSO.
  public Optional<ObjectInfo> vdso(ClassifiedMapping vdso) {
    return procFs.vdso(vdso.mapping()).flatMap(ObjectInfoParser::facts);
  }

  /// The value of a reading of a process, or its problem. A capture never ends and is never hidden.
  private <T> T found(Outcome<T> outcome, int pid) {
    if (!procFs.isLive() && outcome instanceof Outcome.Gone<T>) {
      throw Problem.of(
              ProblemCode.PROCESS_NOT_FOUND,
              "There is no capture of a process "
                  + pid
                  + ": vmascope.procfs.root has no folder of that name.")
          .with("pid", pid)
          .exception();
    }
    return ProcessProblems.orProblem(outcome, pid);
  }

  private static void requireSame(ProcessReading reading, @Nullable Long startTicks) {
    if (startTicks == null) {
      return;
    }
    if (startTicks != reading.stat().startTicks()) {
      int pid = reading.stat().pid();
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The pid " + pid + " belongs to another process now, which started at another time.")
          .with("pid", pid)
          .with("startTicks", reading.stat().startTicks())
          .exception();
    }
  }
}

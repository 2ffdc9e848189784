package dev.vmascope.access;

import dev.vmascope.access.rule.AccessFacts;
import dev.vmascope.access.rule.Fact;
import dev.vmascope.access.rule.FileState;
import dev.vmascope.access.rule.MappingState;
import dev.vmascope.access.rule.Neighbourhood;
import dev.vmascope.access.rule.StackLimits;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.Capabilities;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.object.BackingFileState;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.ScanRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The facts of a live process for the access rules, read on demand and once. Each answer belongs
/// to the same process and address space as the first reading, or is missing.
final class LiveAccessFacts implements AccessFacts {
  private static final String REPLACED =
      "the process got another address space during the read (exec); try again";

  private final ProcFs procFs;
  private final ProcessAccess processes;
  private final MappingLookup first;
  private final boolean forced;
  private final Map<Mapping, Fact<MappingState>> states = new HashMap<>();
  private int reads;

  /// @param first the first reading of the address
  /// @param forced whether page-table walks override the limits
  LiveAccessFacts(ProcessAccess processes, MappingLookup first, boolean forced) {
    procFs = processes.files();
    this.processes = processes;
    this.first = first;
    this.forced = forced;
    reads = first.stamp().reads();
  }

  /// The number of reads of the kernel so far.
  int reads() {
    return reads;
  }

  @Override
  public Neighbourhood around(long address) {
    MappingLookup reading =
        address == first.address()
            ? first
            : processes.readAddress(pid(), process().stat().startTicks(), address);
    if (!isStill(reading.process())) {
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The process got another address space during the read (exec).")
          .ofProcess(pid())
          .exception();
    }
    return new Neighbourhood(reading.below(), reading.at(), reading.above());
  }

  @Override
  public Fact<PageEntry> page(long address) {
    reads++;
    return fact(procFs.readPage(process(), address), ProcFile.PAGEMAP);
  }

  @Override
  public Fact<MappingState> state(Mapping mapping) {
    return states.computeIfAbsent(mapping, this::readState);
  }

  private Fact<MappingState> readState(Mapping mapping) {
    try {
      return switch (procFs.scans().listing(pid(), ProcFile.SMAPS, forced)) {
        case Outcome.Ok<ListingReading>(ListingReading reading) -> {
          try (reading) {
            reads += reading.stamp().reads();
            if (!isStill(reading.process())) {
              yield new Fact.Missing<>(REPLACED);
            }
            yield reading.listing().kind() == OutcomeKind.OK
                ? find(mapping, reading)
                : new Fact.Missing<>(why(reading.listing(), ProcFile.SMAPS));
          }
        }
        case Outcome<ListingReading> failed -> new Fact.Missing<>(why(failed, ProcFile.SMAPS));
      };
    } catch (TooLargeException _) {
      return new Fact.Missing<>("smaps is larger than this service reads of one process");
    } catch (ScanRejectedException _) {
      return new Fact.Missing<>(
          "smaps was not read, to spare the process; repeat with force=true to read it");
    }
  }

  private Fact<MappingState> find(Mapping mapping, ListingReading reading) {
    // One that others asked for may be some seconds old: flags hardly change, pages do.
    boolean fresh = !reading.stamp().at().isBefore(first.stamp().at());
    MappingReader parser = reading.mappings(AnswerWork::over);
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        if (next.mapping().isOfSameObject(mapping) && next.entry().flags().isPresent()) {
          return new Fact.Known<>(
              new MappingState(
                  next.entry().flags().get(),
                  next.usage().protectionKey(),
                  fresh
                      && next.usage().knows(UsageField.RESIDENT)
                      && next.usage().get(UsageField.RESIDENT) == mapping.sizeBytes()));
        }
      }
      return new Fact.Missing<>(
          "smaps was read before the mapping was made; try again in some seconds");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Fact<FileState> file(Mapping mapping, long offset) {
    if (isCaptured()) {
      return new Fact.Missing<>("a capture does not contain the files that a process maps");
    }
    return switch (procFs.mappedFiles().room(process(), mapping, offset)) {
      case Outcome.Ok<BackingFileState>(BackingFileState room) ->
          new Fact.Known<>(new FileState(room.sizeBytes(), shortage(room)));
      case Outcome.NotApplicable<BackingFileState> _ ->
          new Fact.Missing<>(
              "it is not a regular file on a local file system, and the service queries no others");
      case Outcome.Denied<BackingFileState> _ ->
          new Fact.Missing<>("run vmascope with CAP_CHECKPOINT_RESTORE besides CAP_SYS_PTRACE");
      case Outcome.Gone<BackingFileState> _ ->
          new Fact.Missing<>("the mapping or the process ended during the read; try again");
      case Outcome.TimedOut<BackingFileState> _ ->
          new Fact.Missing<>("its file system does not answer");
      case Outcome.Malformed<BackingFileState> _, Outcome.Partial<BackingFileState> _ ->
          new Fact.Missing<>("it could not be read");
    };
  }

  private static FileState.Shortage shortage(BackingFileState room) {
    if (!room.noRoom()) {
      return FileState.Shortage.NONE;
    }
    return room.inMemory() ? FileState.Shortage.IN_MEMORY : FileState.Shortage.ON_DISK;
  }

  @Override
  public Fact<StackLimits> growthLimits() {
    reads += 3;
    return switch (procFs.readDetails(pid(), false)) {
      case Outcome.Ok<ProcessDetails>(ProcessDetails details) ->
          isStill(details.process()) ? limits(details) : new Fact.Missing<>(REPLACED);
      case Outcome<ProcessDetails> failed -> new Fact.Missing<>(why(failed, ProcFile.LIMITS));
    };
  }

  private Fact<StackLimits> limits(ProcessDetails details) {
    OptionalLong virtual = details.process().sizes().bytes(ProcessSize.VIRTUAL);
    if (virtual.isEmpty()) {
      return new Fact.Missing<>("its size is not known");
    }
    return fact(
        details
            .limits()
            .resources()
            .map(resources ->
                new StackLimits(
                    resources.stack().soft(),
                    resources.addressSpace().soft(),
                    resources.lockedMemory().soft(),
                    virtual.getAsLong(),
                    details.process().sizes().bytes(ProcessSize.LOCKED).orElse(0),
                    mayLockAll(details))),
        ProcFile.LIMITS);
  }

  private static boolean mayLockAll(ProcessDetails details) {
    return details
        .process()
        .status()
        .value()
        .flatMap(ProcessStatus::capabilities)
        .filter(capabilities -> capabilities.has(Capabilities.IPC_LOCK))
        .isPresent();
  }

  private boolean isStill(ProcessReading now) {
    return now.identity().equals(process().identity());
  }

  private boolean isCaptured() {
    return process().captured().isPresent();
  }

  private ProcessReading process() {
    return first.process();
  }

  private int pid() {
    return process().stat().pid();
  }

  private <T> Fact<T> fact(Outcome<T> outcome, ProcFile file) {
    return outcome instanceof Outcome.Ok<T>(T value)
        ? new Fact.Known<>(value)
        : new Fact.Missing<>(why(outcome, file));
  }

  private String why(Outcome<?> failed, ProcFile file) {
    String cannot = "/proc/<pid>/" + file.fileName() + " ";
    return switch (failed) {
      case Outcome.Denied<?>(Errno errno) ->
          cannot + "cannot be read: " + Remedies.forReading(process(), file, errno);
      case Outcome.TimedOut<?> _ -> cannot + "does not answer";
      case Outcome.Gone<?> _ when isCaptured() -> cannot + "is not in the capture";
      case Outcome.Gone<?> _, Outcome.Partial<?> _ -> cannot + "is incomplete; try again";
      case Outcome.Malformed<?> _ -> cannot + "cannot be parsed";
      case Outcome.NotApplicable<?> _, Outcome.Ok<?> _ -> cannot + "does not tell";
    };
  }
}

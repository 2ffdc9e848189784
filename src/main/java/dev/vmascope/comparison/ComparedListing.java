package dev.vmascope.comparison;

import dev.vmascope.capture.Manifest;
import dev.vmascope.diff.MappingSource;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/// A listing to compare, of a process or of a snapshot.
///
/// @param processes the access by which it was read
/// @param snapshot empty for a running process
/// @param id of the snapshot; empty for a running process
/// @param pid as it was asked for; maybe of a thread
record ComparedListing(
    ProcessAccess processes,
    Optional<OpenSnapshot> snapshot,
    Optional<String> id,
    int pid,
    ListingReading reading)
    implements Closeable {
  /// Whether the process has an address space. If so, its listing is whole.
  boolean hasMappings() {
    if (reading.process().type() != ProcessType.USER) {
      return false;
    }
    ProcessProblems.listing(reading, pid);
    return true;
  }

  /// Whether the listing has the memory use of each mapping.
  boolean hasUse() {
    return reading.file() == ProcFile.SMAPS;
  }

  /// The mappings, from the first.
  MappingSource mappings() {
    MappingReader mappings = reading.mappings(AnswerWork::over);
    return () -> {
      try {
        return mappings.next();
      } catch (MalformedException e) {
        throw ProcessProblems.malformed(pid, e).exception();
      }
    };
  }

  /// Whether both are known to be of one address space.
  boolean isOfSameSpace(ComparedListing other) {
    Optional<String> space = addressSpace();
    return space.isPresent() && space.equals(other.addressSpace());
  }

  private Optional<String> addressSpace() {
    return snapshot.isPresent()
        ? snapshot.get().manifest().addressSpace()
        : reading.process().addressSpaceId().map(AddressSpaceId::toString);
  }

  /// The process of this snapshot, as it runs now.
  ///
  /// @param machine the access to running processes
  NamedSpace now(ProcessAccess machine) {
    Optional<String> boot = snapshot.map(each -> each.manifest().bootId());
    Optional<String> present = machine.files().host().bootId().map(Manifest::bootDigest);
    if (boot.isEmpty() || !boot.equals(present) || !reading.process().hasStat()) {
      throw Problem.of(
              ProblemCode.PROCESS_GONE,
              "The process of the snapshot does not run here: the snapshot is of another machine, or of another boot"
                  + " of this one, or does not say which. Compare it with another snapshot or process: with=.")
          .ofProcess(pid)
          .exception();
    }
    return new NamedSpace(Optional.empty(), pid, reading.process().stat().startTicks());
  }

  /// The process as clients see it.
  DiffView.Compared view() {
    return new DiffView.Compared(
        id.orElse(null),
        IdentityView.of(reading.process(), pid, processes.node()),
        CaptureView.of(reading.stamp()));
  }

  /// The entries for absent identity fields, below the name of the field that has them.
  List<UnavailableField> identityGaps(String field) {
    return processes.identityGaps(reading.process()).stream()
        .map(gap -> new UnavailableField(field + "." + gap.field(), gap.reason(), gap.remedy()))
        .toList();
  }

  @Override
  public void close() {
    reading.close();
    snapshot.ifPresent(OpenSnapshot::close);
  }
}

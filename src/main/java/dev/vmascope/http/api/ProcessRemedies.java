package dev.vmascope.http.api;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStatm;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.machine.RootKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.CapturedProcess;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The `unavailable` entries of process identity and sizes.
public final class ProcessRemedies {
  /// The sizes that statm has where status lacks them.
  private static final List<ProcessSize> OF_STATM =
      List.of(ProcessSize.VIRTUAL, ProcessSize.RESIDENT, ProcessSize.ANONYMOUS);

  private static final List<UnavailableField> PASTED =
      Stream.of("pid", "startTicks", "startTime", "addressSpaceId")
          .map(field ->
              new UnavailableField(
                  field,
                  "unsupported",
                  "nothing to be done: the listing comes from a pasted text, which does not name its process"))
          .toList();

  private ProcessRemedies() {}

  /// The entries for identity fields ([IdentityView]). A process without memory has no address
  /// space id; its missing rows say so already.
  static List<UnavailableField> identity(ProcessReading reading, HostInfo node, RootKind root) {
    if (!reading.hasPid()) {
      return PASTED;
    }
    List<UnavailableField> absent = new ArrayList<>(captured(reading));
    if (!reading.hasStat()) {
      absent.add(Remedies.notCaptured("startTicks", ProcFile.STAT));
      absent.add(Remedies.notCaptured("startTime", ProcFile.STAT));
    } else if (node.bootTime().isEmpty()) {
      absent.add(Remedies.ofMachine("startTime", "/proc/stat", "the line btime", root));
    }
    if (reading.type() == ProcessType.USER && reading.addressSpaceId().isEmpty()) {
      absent.add(addressSpaceId(reading));
    }
    return absent;
  }

  /// The entry for a capture whose files are of another process than its folder.
  private static List<UnavailableField> captured(ProcessReading reading) {
    OptionalInt other =
        reading.captured().map(CapturedProcess::otherPid).orElse(OptionalInt.empty());
    return other.isEmpty()
        ? List.of()
        : List.of(
            new UnavailableField(
                "pid",
                "malformed",
                "the folder of this capture is called "
                    + reading.stat().pid()
                    + ", but its files are of process "
                    + other.getAsInt()
                    + ": rename the folder, or remove the files of the other process"));
  }

  private static UnavailableField addressSpaceId(ProcessReading reading) {
    if (!reading.hasStat()) {
      return Remedies.notCaptured("addressSpaceId", ProcFile.STAT);
    }
    // The kernel shows the start of the stack to readers of maps, or to nobody.
    return reading.mapsAccess() == OutcomeKind.DENIED
        ? new UnavailableField("addressSpaceId", "denied", Remedies.forLink(reading))
        : new UnavailableField(
            "addressSpaceId",
            "unsupported",
            "nothing to be done: stat does not show the start of the stack, either on this kernel (gVisor never"
                + " shows it) or because the first thread has ended");
  }

  /// The entries for identity and sizes.
  public static List<UnavailableField> absent(
      ProcessReading reading, HostInfo node, RootKind root) {
    List<UnavailableField> absent = new ArrayList<>(identity(reading, node, root));
    if (reading.type() != ProcessType.USER) {
      String remedy = Remedies.withoutMemory(reading.type());
      absent.add(new UnavailableField("addressSpaceId", "not-applicable", remedy));
      absent.add(new UnavailableField("executable", "not-applicable", remedy));
      for (ProcessSize size : ProcessSize.ALL) {
        absent.add(new UnavailableField(size.field(), "not-applicable", remedy));
      }
      return absent;
    }
    if (ProcessView.name(reading) == null) {
      absent.add(Remedies.notCaptured("name", ProcFile.STAT));
    }
    if (reading.executable().value().isEmpty()) {
      absent.add(Remedies.link("executable", reading));
    }
    for (ProcessSize size : ProcessSize.ALL) {
      if (reading.sizes().bytes(size).isEmpty()) {
        absent.add(size(size, reading));
      }
    }
    return absent;
  }

  /// The entries for the other fields of a [ProcessView].
  public static List<UnavailableField> view(ProcessReading reading) {
    List<UnavailableField> absent = new ArrayList<>();
    if (!reading.hasStat()) {
      for (String field : List.of("state", "threads", "parent")) {
        absent.add(Remedies.notCaptured(field, ProcFile.STAT));
      }
    }
    if (reading.user().isEmpty()) {
      Optional<MalformedException> complaint =
          reading.status().value().flatMap(ProcessStatus::userComplaint);
      for (String field : List.of("user", "uid")) {
        absent.add(ofStatus(field, "Uid", complaint, reading));
      }
    }
    return absent;
  }

  private static UnavailableField size(ProcessSize size, ProcessReading reading) {
    if (reading.captured().isEmpty() && !reading.hasMemory()) {
      return new UnavailableField(
          size.field(),
          "gone",
          "nothing to be done: the process is ending and has given its address space back");
    }
    Optional<MalformedException> complaint =
        reading.status().value().flatMap(status -> status.complaint(size));
    if (complaint.isEmpty() && OF_STATM.contains(size)) {
      complaint = ofStatm(reading);
      if (complaint.isEmpty() && isInPagesOfUnknownSize(reading)) {
        return new UnavailableField(
            size.field(),
            "gone",
            "add status, stat or smaps to the capture: statm counts in pages, whose size is unknown without them");
      }
    }
    return ofStatus(size.field(), size.statusKey(), complaint, reading);
  }

  private static boolean isInPagesOfUnknownSize(ProcessReading reading) {
    return reading.pageBytes().isEmpty() && reading.statm().kind() == OutcomeKind.NOT_APPLICABLE;
  }

  private static Optional<MalformedException> ofStatm(ProcessReading reading) {
    return reading.statm() instanceof Outcome.Malformed<ProcessStatm>(MalformedException whole)
        ? Optional.of(whole)
        : reading.statm().value().flatMap(ProcessStatm::malformed);
  }

  /// @param complaint the complaint about the line, or about its substitute; empty if the line is
  ///   absent
  private static UnavailableField ofStatus(
      String field, String key, Optional<MalformedException> complaint, ProcessReading reading) {
    if (complaint.isPresent()) {
      return Remedies.misread(field, complaint.get());
    }
    String reason = reading.status().kind().toString();
    return switch (reading.status()) {
      case Outcome.Ok<ProcessStatus> _, Outcome.NotApplicable<ProcessStatus> _ ->
          new UnavailableField(
              field, "unsupported", "needs a kernel whose /proc/<pid>/status has the line " + key);
      case Outcome.Malformed<ProcessStatus>(MalformedException whole) ->
          Remedies.misread(field, whole);
      case Outcome.Gone<ProcessStatus> _ -> Remedies.notCaptured(field, ProcFile.STATUS);
      case Outcome.Denied<ProcessStatus> _ ->
          new UnavailableField(
              field, reason, "give the user of the service permission to read the file status");
      case Outcome.Partial<ProcessStatus> _, Outcome.TimedOut<ProcessStatus> _ ->
          new UnavailableField(field, reason, Remedies.unreadable(OutcomeKind.TIMED_OUT));
    };
  }
}

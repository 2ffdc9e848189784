package dev.vmascope.http.api;

import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.Capabilities;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.machine.RootKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.OwnStatus;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.util.Arrays;
import java.util.List;

/// The `unavailable` entries and remedies that several operations share. Their sentences stand here
/// and nowhere else.
public final class Remedies {
  private static final String MAPS_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_PERFMON (Linux 6.15+) or CAP_SYS_PTRACE";
  private static final String LINK_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_SYS_PTRACE";
  private static final String PAGEMAP_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_DAC_READ_SEARCH besides what maps needs (CAP_PERFMON on Linux 6.15+, or CAP_SYS_PTRACE)";
  private static final String CAPTURE_FILES =
      "give the user of the service permission to read the files of this capture";
  private static final String MORE_THAN_PERFMON =
      "run vmascope as the user of the process, or with CAP_SYS_PTRACE: the service has CAP_PERFMON, but that has"
          + " no effect before Linux 6.15, or outside of the user namespace where it was granted";
  private static final String REFUSED_ALL_THE_SAME =
      "check the security modules (AppArmor, SELinux, Yama), or run vmascope in the user namespace of the host:"
          + " the kernel refused although the service has CAP_SYS_PTRACE. Either a module forbids it, or the process"
          + " is in a user namespace where the capabilities of the service do not apply";
  private static final String HIDDEN =
      "the proc file system is mounted with hidepid=1: run vmascope with CAP_SYS_PTRACE, or in the group of the mount's gid= option";

  private static final String WHOLE_TEXT =
      "get the whole text with format=text of …/maps; a capture may be truncated or altered; if a kernel wrote"
          + " the line, please report it";

  private Remedies() {}

  /// The remedy for unreadable mappings.
  public static String forMaps(ProcessReading reading, Errno errno) {
    if (reading.captured().isPresent()) {
      return CAPTURE_FILES;
    }
    return forMaps(errno);
  }

  /// The same remedy for a process that has not been read.
  static String forMaps(Errno errno) {
    return forMaps(errno, OwnStatus.capabilities());
  }

  /// The remedy for unreadable mappings; a capability is none where the service has it.
  ///
  /// @param own the capabilities of the service
  public static String forMaps(Errno errno, Capabilities own) {
    if (own.has(Capabilities.SYS_PTRACE)) {
      return REFUSED_ALL_THE_SAME;
    }
    if (errno == Errno.EPERM) {
      return HIDDEN;
    }
    return own.has(Capabilities.PERFMON) ? MORE_THAN_PERFMON : MAPS_CAPABILITY;
  }

  /// The remedy for unreadable links of a process, and for whatever else only its owner may read.
  public static String forLink(ProcessReading reading) {
    if (reading.captured().isPresent()) {
      return CAPTURE_FILES;
    }
    return OwnStatus.capabilities().has(Capabilities.SYS_PTRACE)
        ? REFUSED_ALL_THE_SAME
        : LINK_CAPABILITY;
  }

  /// The remedy for unreadable mappings of several processes.
  public static String unreadable(OutcomeKind reason) {
    return switch (reason) {
      case DENIED -> forMaps(Errno.EACCES);
      case TIMED_OUT ->
          "wait, and see /api/scans: the read hangs, or reads of other processes of the same user do; it is"
              + " repeated when they return";
      case MALFORMED -> "see …/{pid}/maps for the line that cannot be parsed";
      case OK, GONE, PARTIAL, NOT_APPLICABLE -> "try again";
    };
  }

  /// The remedy for an unreadable file of a process.
  public static String forReading(ProcessReading reading, ProcFile file, Errno errno) {
    boolean pages =
        file == ProcFile.PAGEMAP
            && errno == Errno.EACCES
            && reading.captured().isEmpty()
            && !OwnStatus.capabilities().has(Capabilities.DAC_READ_SEARCH);
    return pages ? PAGEMAP_CAPABILITY : forMaps(reading, errno);
  }

  /// The reason why a process has no memory.
  public static String withoutMemory(ProcessType type) {
    return type == ProcessType.KERNEL_THREAD
        ? "nothing to be done: a kernel thread has no address space of its own; it runs in kernel space only, and borrows"
            + " the page tables of whichever process ran before it"
        : "nothing to be done: the process has ended and given its address space back; its parent has yet to collect its"
            + " exit status";
  }

  /// The entry for the executable of a process.
  static UnavailableField link(String field, ProcessReading reading) {
    return link(field, reading.executable().kind(), reading);
  }

  /// The entry for a link in `/proc/<pid>`.
  public static UnavailableField link(String field, OutcomeKind access, ProcessReading reading) {
    return switch (access) {
      case DENIED -> new UnavailableField(field, "denied", forLink(reading));
      case NOT_APPLICABLE ->
          new UnavailableField(
              field,
              "not-applicable",
              "nothing to be done: the path is longer than the kernel prints");
      case TIMED_OUT -> new UnavailableField(field, "timed-out", unreadable(OutcomeKind.TIMED_OUT));
      case OK, GONE, MALFORMED, PARTIAL ->
          new UnavailableField(
              field,
              "gone",
              "nothing to be done: the process, or the capture of it, has no such link");
    };
  }

  /// The entries for a listing without rows, or with missing rows; empty if it is complete.
  public static List<UnavailableField> unlisted(String field, ListingReading reading) {
    String reason = reading.listing().kind().toString();
    return switch (reading.listing().kind()) {
      case NOT_APPLICABLE ->
          List.of(new UnavailableField(field, reason, withoutMemory(reading.process().type())));
      case PARTIAL ->
          List.of(new UnavailableField(field, reason, "the listing is incomplete; try again"));
      case GONE -> List.of(missing(field, reading));
      case OK, DENIED, MALFORMED, TIMED_OUT -> List.of();
    };
  }

  /// The entry for the rest of a listing after a malformed line.
  public static UnavailableField malformed(
      String field, MalformedException complaint, boolean addresses) {
    return new UnavailableField(
        field,
        "malformed",
        "the text cannot be parsed from this line on: "
            + (addresses ? complaint.getMessage() : complaint.complaint())
            + "; "
            + WHOLE_TEXT);
  }

  /// The entries for absolute addresses, which the caller may not see.
  public static List<UnavailableField> hidden(String... fields) {
    return Arrays.stream(fields)
        .map(field ->
            new UnavailableField(field, "denied", "needs a token with the scope maps:addresses"))
        .toList();
  }

  /// The entry for a listing that this kernel, or this capture, lacks.
  public static UnavailableField missing(String field, ListingReading reading) {
    ProcFile file = reading.file();
    if (reading.process().captured().isPresent()) {
      return reading.process().mapsAccess() == OutcomeKind.GONE
          ? notCaptured(field, ProcFile.MAPS)
          : notCaptured(field, file);
    }
    return new UnavailableField(
        field,
        "unsupported",
        "needs /proc/<pid>/"
            + file.fileName()
            + ", which exists since Linux "
            + file.since()
            + (file == ProcFile.NUMA_MAPS ? " if it is built with CONFIG_NUMA" : ""));
  }

  /// The entry for a file that the folder of a capture lacks.
  public static UnavailableField notCaptured(String field, ProcFile file) {
    return new UnavailableField(
        field,
        "gone",
        "the capture has no file "
            + file.fileName()
            + ": "
            + (!file.walksPageTables()
                ? "add it to the folder of the process, if it was kept"
                : file == ProcFile.SMAPS_ROLLUP
                    ? "request detail=smaps, or capture the process with detail=rollup"
                    : "capture the process with detail=smaps"));
  }

  /// The same entry for a known file of the machine.
  public static UnavailableField ofMachine(String field, MachineFile file, RootKind root) {
    return ofMachine(field, file.fullPath(), file.needs(), root);
  }

  /// The entry for a fact of the whole machine that the root does not show.
  ///
  /// @param path the path of the file with the fact
  /// @param needs the kernel version or option that the file needs
  static UnavailableField ofMachine(String field, String path, String needs, RootKind root) {
    return switch (root) {
      case WHOLE ->
          new UnavailableField(field, "unsupported", "needs " + path + ", and for that " + needs);
      case PROCESSES_ALONE ->
          new UnavailableField(
              field,
              "unsupported",
              "needs "
                  + path
                  + ": the proc file system is mounted with subset=pid, which leaves out all but processes; mount it"
                  + " without (systemd: ProcSubset=all)");
      case CAPTURES ->
          new UnavailableField(
              field,
              "gone",
              "the folder of captures has no "
                  + path.substring("/proc/".length())
                  + " next to the folders of the processes: add it, if it was kept");
    };
  }

  /// The entry for a malformed value.
  public static UnavailableField misread(String field, MalformedException complaint) {
    return new UnavailableField(
        field,
        "malformed",
        "the value cannot be parsed: "
            + complaint.getMessage()
            + "; a number close to 2^64 is a counter that fell below zero, a fault of the kernel; otherwise"
            + " please report the value");
  }

  /// The entry for a measure of smaps that this kernel does not print.
  public static UnavailableField unsupported(String prefix, UsageField field) {
    return new UnavailableField(
        prefix + field.field(),
        "unsupported",
        "needs a kernel whose smaps has the line " + field.key() + ": Linux " + field.since());
  }
}

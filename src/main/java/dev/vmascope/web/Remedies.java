package dev.vmascope.web;

import dev.vmascope.mapping.MalformedException;
import dev.vmascope.mapping.Size;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.procfs.Errno;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.PageMapSource;
import dev.vmascope.procfs.ProcFile;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Says why something could not be had, and what would help. The sentences stand here and nowhere
/// else.
final class Remedies {
  private static final String MAPS_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_PERFMON (Linux 6.15+) or CAP_SYS_PTRACE";
  private static final String LINK_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_SYS_PTRACE";
  private static final String PAGEMAP_CAPABILITY =
      "run vmascope as the user of the process, or with CAP_DAC_READ_SEARCH besides what maps needs (CAP_PERFMON on Linux 6.15+, or CAP_SYS_PTRACE)";
  private static final String PAGEMAP_SCAN =
      "needs a kernel with the ioctl PAGEMAP_SCAN: Linux 6.7";
  private static final String GUARDS =
      "needs a kernel whose PAGEMAP_SCAN tells guards, Linux 6.16: on this one they count as swapped";
  private static final String HIDDEN =
      "the proc file system is mounted with hidepid=1: run vmascope with CAP_SYS_PTRACE, or in the group of the mount's gid= option";

  private Remedies() {}

  /// What would let the mappings be read.
  static String forMaps(Errno errno) {
    return errno == Errno.EPERM ? HIDDEN : MAPS_CAPABILITY;
  }

  /// What would help where mappings of processes cannot be had.
  static String unreadable(OutcomeKind reason) {
    return switch (reason) {
      case DENIED -> MAPS_CAPABILITY;
      case TIMED_OUT ->
          "the read hangs, or reads of other processes of the same user do; it is made again when these come back, see /api/scans";
      case MALFORMED -> "the kernel's text is not understood; please report it";
      case OK, GONE, PARTIAL, NOT_APPLICABLE -> "ask again";
    };
  }

  /// What would let a file of a process be read.
  static String forReading(ProcFile file, Errno errno) {
    return file == ProcFile.PAGEMAP && errno == Errno.EACCES ? PAGEMAP_CAPABILITY : forMaps(errno);
  }

  /// What of pages this kernel does not tell.
  static List<UnavailableView> untold(PageMapSource source) {
    return switch (source) {
      case SCAN_WITH_GUARDS -> List.of();
      case SCAN -> List.of(new UnavailableView("guards", "unsupported", GUARDS));
      case ENTRIES ->
          List.of(
              new UnavailableView("huge", "unsupported", PAGEMAP_SCAN),
              new UnavailableView("zero", "unsupported", PAGEMAP_SCAN));
    };
  }

  /// Why a process has no memory to show.
  static String withoutMemory(ProcessType type) {
    return type == ProcessType.KERNEL_THREAD
        ? "nothing to be done: a kernel thread has no address space of its own; it runs in kernel space only, and borrows"
            + " the page tables of whichever process ran before it"
        : "nothing to be done: the process has ended and given its address space back; its parent has yet to collect its"
            + " exit status";
  }

  /// What is behind a link in `/proc/<pid>`.
  static UnavailableView link(String field, OutcomeKind access) {
    return switch (access) {
      case DENIED -> new UnavailableView(field, "denied", LINK_CAPABILITY);
      case NOT_APPLICABLE ->
          new UnavailableView(
              field, "not-applicable", "nothing to be done: it is longer than the kernel prints");
      case TIMED_OUT -> new UnavailableView(field, "timed-out", unreadable(OutcomeKind.TIMED_OUT));
      case OK, GONE, MALFORMED, PARTIAL ->
          new UnavailableView(
              field,
              "gone",
              "nothing to be done: the process, or the capture of it, has no such link");
    };
  }

  /// Why a listing has no rows, or not all of them; empty if it has.
  static List<UnavailableView> unlisted(String field, ListingReading reading) {
    String reason = reading.listing().kind().toString();
    return switch (reading.listing().kind()) {
      case NOT_APPLICABLE ->
          List.of(new UnavailableView(field, reason, withoutMemory(reading.process().type())));
      case PARTIAL ->
          List.of(new UnavailableView(field, reason, "the listing broke off; ask again"));
      case GONE -> List.of(unsupported(field, reading.file()));
      case OK, DENIED, MALFORMED, TIMED_OUT -> List.of();
    };
  }

  /// What of a listing is not there since it could not be understood.
  static UnavailableView malformed(String field, MalformedException complaint, boolean addresses) {
    return new UnavailableView(
        field,
        "malformed",
        "the kernel's text is not understood from here on: "
            + (addresses ? complaint.getMessage() : complaint.complaint())
            + "; format=text has it whole, please report it");
  }

  /// Absolute addresses, which the caller may not see.
  static List<UnavailableView> hidden(String... fields) {
    return Arrays.stream(fields)
        .map(field ->
            new UnavailableView(field, "denied", "needs a token with the scope maps:addresses"))
        .toList();
  }

  /// A file that this kernel, or this capture, does not have.
  static UnavailableView unsupported(String field, ProcFile file) {
    return new UnavailableView(
        field,
        "unsupported",
        "needs /proc/<pid>/"
            + file.fileName()
            + ", which Linux has since "
            + file.since()
            + (file == ProcFile.NUMA_MAPS ? " if it is built with CONFIG_NUMA" : ""));
  }

  /// Totals by name of a process that maps more names than are kept.
  static UnavailableView namesLeftOut(String field) {
    return new UnavailableView(
        field,
        "partial",
        "the process maps more names than are added up; ask …/maps with path= for single ones");
  }

  /// A measure of smaps that this kernel does not print.
  static UnavailableView unsupported(String prefix, UsageField field) {
    return new UnavailableView(
        prefix + field.field(),
        "unsupported",
        "needs a kernel whose smaps has the line " + field.key() + ": Linux " + field.since());
  }

  /// What was not read because nobody asked for it, since it walks page tables.
  static UnavailableView skipped(String field, String detail) {
    return new UnavailableView(
        field,
        "skipped",
        "ask with detail=" + detail + ": the kernel then walks the page tables of the process");
  }

  /// What of a process's identity and sizes is absent.
  static List<UnavailableView> absent(ProcessReading reading) {
    List<UnavailableView> absent = new ArrayList<>();
    if (reading.type() != ProcessType.USER) {
      String remedy = withoutMemory(reading.type());
      absent.add(new UnavailableView("addressSpaceId", "not-applicable", remedy));
      absent.add(new UnavailableView("executable", "not-applicable", remedy));
      for (Size size : Size.ALL) {
        absent.add(new UnavailableView(size.field(), "not-applicable", remedy));
      }
      return absent;
    }
    if (reading.addressSpaceId().isEmpty()) {
      absent.add(new UnavailableView("addressSpaceId", "denied", LINK_CAPABILITY));
    }
    if (reading.executable().value().isEmpty()) {
      absent.add(link("executable", reading.executable().kind()));
    }
    for (Size size : Size.ALL) {
      if (reading.sizes().bytes(size).isEmpty()) {
        absent.add(absent(size, reading));
      }
    }
    return absent;
  }

  private static UnavailableView absent(Size size, ProcessReading reading) {
    boolean ending =
        reading.sizes().bySize().isEmpty()
            && reading.status() instanceof Outcome.Ok<?>
            && reading.statm() instanceof Outcome.Ok<?>;
    if (ending) {
      return new UnavailableView(
          size.field(),
          "gone",
          "nothing to be done: the process is ending and has given its address space back");
    }
    String reason =
        reading.status() instanceof Outcome.Ok<?>
            ? "unsupported"
            : reading.status().kind().toString();
    return new UnavailableView(
        size.field(),
        reason,
        "needs a kernel whose /proc/<pid>/status has the line " + size.statusKey());
  }
}

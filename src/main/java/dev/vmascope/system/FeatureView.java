package dev.vmascope.system;

import dev.vmascope.kernellog.history.LogAccess;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.machine.ProbedPermission;
import dev.vmascope.procfs.scan.PageMapSource;
import dev.vmascope.sampling.ObservedCapability;
import dev.vmascope.sampling.saved.HistoryFile;
import dev.vmascope.sandbox.Restraint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A capability of the kernel or the service's credentials, available or not.
record FeatureView(
    @Schema(example = "mappings-of-others") String feature,
    @Schema(
            description =
                "Whether the feature is available: tried out, not derived from a version; absent if there was"
                    + " nothing to try it on")
        @Nullable Boolean available,
    @Schema(description = "Purpose of the feature") String purpose,
    @Schema(description = "Requirement of the feature") String needs) {

  /// The capabilities that were observed, beside the machine's settings.
  ///
  /// @param everybody whether the processes of the whole machine are seen; empty without a sample,
  ///   and for captures
  /// @param limits whether the control groups of the whole machine are seen; empty where they are
  ///   not to be read
  /// @param mappings whether the mappings of other processes can be read; empty without a sample
  /// @param executables whether the executables of other processes can be read; empty without a
  ///   sample
  /// @param queries whether single mappings can be queried
  /// @param pages the interface by which page states are read; empty for captures
  /// @param log whether the kernel's log, which is of this machine, can be read
  /// @param history the file with the histories for the next start
  record Seen(
      Optional<Boolean> everybody,
      Optional<Boolean> limits,
      Optional<Boolean> mappings,
      Optional<Boolean> executables,
      boolean queries,
      Optional<PageMapSource> pages,
      LogAccess log,
      HistoryFile history) {}

  static List<FeatureView> all(HostSettings machine, Seen seen) {
    return List.of(
        of(
            ObservedCapability.ALL_PROCESSES.toString(),
            seen.everybody(),
            "the processes of the whole machine, not those of one container or user alone",
            "the pid namespace of the host (docker run --pid=host, hostPID: true), and CAP_SYS_PTRACE where /proc is mounted with hidepid"),
        of(
            "mappings-of-others",
            seen.mappings(),
            "maps, summary, smaps, rollup and nodes of processes of other users",
            "CAP_PERFMON (Linux 6.15) or CAP_SYS_PTRACE"),
        of(
            "executables-of-others",
            seen.executables(),
            "executables and namespaces of processes of other users",
            "CAP_SYS_PTRACE"),
        of(
            "pages-of-others",
            Optional.ofNullable(machine.openable().get(ProbedPermission.PAGES)),
            "pages of processes of other users",
            "CAP_DAC_READ_SEARCH, and CAP_PERFMON (Linux 6.15) or CAP_SYS_PTRACE"),
        of(
            "files-of-others",
            Optional.ofNullable(machine.openable().get(ProbedPermission.ROOTS)),
            "the ELF objects that processes of other users have mapped",
            "CAP_SYS_PTRACE, and CAP_DAC_READ_SEARCH for files that not everybody can read"),
        of(
            "memory-limits",
            seen.limits(),
            "the memory limits of all containers and units, not of the service's own alone",
            "the control groups of the host: its /sys/fs/cgroup mounted read-only, and vmascope.cgroup.root there"),
        of(
            "kernel-log",
            readable(seen.log()),
            "segmentation faults that the kernel logged",
            "vmascope.kernel-log.enabled=true, the device /dev/kmsg, and CAP_SYSLOG where kernel.dmesg_restrict is 1"),
        of(
            "mapping-query",
            Optional.of(seen.queries()),
            "one mapping and its build id without reading the listing",
            "Linux 6.11 (PROCMAP_QUERY)"),
        of(
            "page-scan",
            seen.pages().map(source -> source != PageMapSource.ENTRIES),
            "runs of pages from the kernel, with huge pages and the zero page",
            "Linux 6.7 (PAGEMAP_SCAN)"),
        of(
            "page-scan-guards",
            seen.pages().map(source -> source == PageMapSource.SCAN_WITH_GUARDS),
            "guards distinguished from swapped pages in such a scan",
            "Linux 6.16"),
        of(
            HistoryFile.FEATURE,
            Optional.of(seen.history().absence().isEmpty()),
            "samples and verdicts on leaks that survive a restart of the service",
            "a data folder that only the service can write (vmascope.data-dir), and space on its disk"),
        of(
            Restraint.SYSTEM_CALLS.toString(),
            Optional.of(Restraint.SYSTEM_CALLS.holds()),
            "no thread of the service can trace a process, read its memory, or signal it",
            "x86-64 or aarch64, and a profile of the container that allows seccomp(2)"),
        of(
            Restraint.WRITES.toString(),
            Optional.of(Restraint.WRITES.holds()),
            "no thread of the service can write to a file outside the data folder, change names and attributes of files there, or start a program",
            "what sandbox-system-calls needs, Linux 6.10 (mseal), no logging.file, and vmascope.security.read-only not false"));
  }

  private static Optional<Boolean> readable(LogAccess log) {
    return switch (log) {
      case LogAccess.Open _ -> Optional.of(true);
      case LogAccess.Denied _, LogAccess.Missing _, LogAccess.SwitchedOff _ -> Optional.of(false);
      case LogAccess.Unknown _ -> Optional.empty();
    };
  }

  private static FeatureView of(
      String feature, Optional<Boolean> available, String purpose, String needs) {
    return new FeatureView(feature, available.orElse(null), purpose, needs);
  }
}

package dev.vmascope.procfs.pool;

import java.util.Optional;

/// The files of `/proc/<pid>` that vmascope reads.
public enum ProcFile {
  /// Identity, state and page faults.
  STAT("stat", false, "1.0"),
  /// Sizes in pages.
  STATM("statm", false, "1.0"),
  /// Sizes by kind of memory, and the owner.
  STATUS("status", false, "1.0"),
  /// The arguments, read from the memory of the process; only if command lines are enabled.
  CMDLINE("cmdline", false, "1.0"),
  /// The control groups that it is in.
  CGROUP("cgroup", false, "2.6.24"),
  /// The resource limits.
  LIMITS("limits", false, "2.6.24"),
  /// The score by which the OOM killer chooses.
  OOM_SCORE("oom_score", false, "2.6.11"),
  /// The adjustment of that score.
  OOM_SCORE_ADJ("oom_score_adj", false, "2.6.36"),
  /// The mappings.
  MAPS("maps", false, "1.0"),
  /// The mappings and the memory use of each.
  SMAPS("smaps", true, "2.6.14"),
  /// The memory use of the whole address space.
  SMAPS_ROLLUP("smaps_rollup", true, "4.14"),
  /// The pages of each mapping by NUMA node; only with `CONFIG_NUMA`.
  NUMA_MAPS("numa_maps", true, "2.6.14"),
  /// The state of each page; read as runs of pages ([PageMapSource]), never for physical addresses.
  PAGEMAP("pagemap", true, "2.6.25");

  private final String fileName;
  private final boolean walksPageTables;
  private final String since;

  ProcFile(String fileName, boolean walksPageTables, String since) {
    this.fileName = fileName;
    this.walksPageTables = walksPageTables;
    this.since = since;
  }

  /// The name in `/proc/<pid>`.
  public String fileName() {
    return fileName;
  }

  /// Whether a read makes the kernel walk the page tables of the process. It holds the lock of the
  /// address space meanwhile, so the process may have to wait. Such a file is read only on request,
  /// and with permission of the [ScanGovernor].
  public boolean walksPageTables() {
    return walksPageTables;
  }

  /// The cause that may delay a read; empty if there is none. Page-table walks are opened like
  /// `maps`.
  Optional<Awaited> awaits() {
    return switch (this) {
      case STAT -> Optional.of(Awaited.EXEC);
      case CMDLINE, MAPS -> Optional.of(Awaited.MEMORY);
      case SMAPS, SMAPS_ROLLUP, NUMA_MAPS, PAGEMAP -> Optional.of(Awaited.WALK);
      case STATM, STATUS, CGROUP, LIMITS, OOM_SCORE, OOM_SCORE_ADJ -> Optional.empty();
    };
  }

  /// The limit on the bytes of one read: no process alone takes all the memory for listings.
  /// `smaps` has some fourteen times the bytes of `maps`, and is read by one request at a time.
  public long largest(ByteBudget budget) {
    return walksPageTables ? budget.limit() / 16 * 15 : budget.limit() / 2;
  }

  /// The first version of Linux that has it.
  public String since() {
    return since;
  }
}

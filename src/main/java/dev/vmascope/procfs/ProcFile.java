package dev.vmascope.procfs;

import java.util.Optional;

/// The files of `/proc/<pid>` that vmascope reads.
public enum ProcFile {
  /// Identity, state and page faults.
  STAT("stat", false, "1.0"),
  /// Sizes in pages.
  STATM("statm", false, "1.0"),
  /// Sizes by kind of memory, and the owner.
  STATUS("status", false, "1.0"),
  /// The arguments, out of the memory of the process; only where command lines are switched on.
  CMDLINE("cmdline", false, "1.0"),
  /// The control groups that it is in.
  CGROUP("cgroup", false, "2.6.24"),
  /// Its own limits.
  LIMITS("limits", false, "2.6.24"),
  /// How likely it is to be killed when memory runs out.
  OOM_SCORE("oom_score", false, "2.6.11"),
  /// The part of that which was set.
  OOM_SCORE_ADJ("oom_score_adj", false, "2.6.36"),
  /// The mappings.
  MAPS("maps", false, "1.0"),
  /// The mappings and how each is used.
  SMAPS("smaps", true, "2.6.14"),
  /// How the whole address space is used.
  SMAPS_ROLLUP("smaps_rollup", true, "4.14"),
  /// Where the pages of each mapping lie, by memory node; only where the kernel has `CONFIG_NUMA`.
  NUMA_MAPS("numa_maps", true, "2.6.14"),
  /// What each page is; read as runs of pages ([PageMapSource]), never for where they lie in
  /// physical memory.
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

  /// Whether reading it makes the kernel walk the page tables of the process, holding the lock of
  /// its address space meanwhile: the process may have to wait. Such a file is read only when asked
  /// for, and with leave of the [ScanGovernor].
  public boolean walksPageTables() {
    return walksPageTables;
  }

  /// What reading it waits for; empty if for nobody. What walks page tables is opened as `maps` is.
  Optional<Awaited> awaits() {
    return switch (this) {
      case STAT -> Optional.of(Awaited.EXEC);
      case CMDLINE, MAPS -> Optional.of(Awaited.MEMORY);
      case SMAPS, SMAPS_ROLLUP, NUMA_MAPS, PAGEMAP -> Optional.of(Awaited.WALK);
      case STATM, STATUS, CGROUP, LIMITS, OOM_SCORE, OOM_SCORE_ADJ -> Optional.empty();
    };
  }

  /// The most that is read of it: no process alone takes all the memory that there is for listings.
  /// `smaps` has some fourteen times the bytes of `maps`, and is read once at a time.
  long largest(ByteBudget budget) {
    return walksPageTables ? budget.limit() / 16 * 15 : budget.limit() / 2;
  }

  /// The first version of Linux that has it.
  public String since() {
    return since;
  }
}

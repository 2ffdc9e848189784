package dev.vmascope.procfs.pool;

/// The cause that may delay a read of the kernel for an unbounded time. A process or a file server
/// may hold each of these for any time. Other files of `/proc` (`status`, `statm`, `cgroup`,
/// `limits`, `oom_score`) wait for nothing.
public enum Awaited {
  /// The end of an `execve` of the process: `exec_update_lock`, which `fs/exec.c` holds while it
  /// closes files, so a file system may prolong it. Linux 6.18.44 takes it for `stat` and for the
  /// links `exe`, `root` and `ns`, and all versions since 5.11 for opening what shows memory.
  EXEC,
  /// The lock of the address space: `mmap_lock`, which a process holds while it maps a file.
  /// Reading its arguments takes it, and listing its mappings; since Linux 6.17 the latter only
  /// while a mapping itself is being changed.
  MEMORY,
  /// The same lock, for a page-table walk, which may take long without any fault.
  WALK,
  /// The file systems of the mapped files.
  FILES;

  /// Whether this read would hang where the other one hangs.
  boolean isHeldUpBy(Awaited other) {
    return (this == FILES || other == FILES) ? this == other : other.compareTo(this) <= 0;
  }
}

package dev.vmascope.procfs;

/// What a read of the kernel waits for, where a process or somebody else may keep it waiting for as
/// long as they like. Other files of `/proc` (`status`, `statm`, `cgroup`, `limits`, `oom_score`)
/// wait for nobody.
enum Awaited {
  /// The end of an `execve` of the process: `exec_update_lock`, which `fs/exec.c` holds while it
  /// closes files, so a file system may prolong it. Linux 6.18.44 takes it for `stat` and for the
  /// links `exe`, `root` and `ns`, and all versions since 5.11 for opening what shows memory.
  EXEC,
  /// The lock of its address space: `mmap_lock`, which a process holds while it maps a file.
  /// Reading its arguments takes it, and listing its mappings; since Linux 6.17 the latter only
  /// where a mapping itself is being changed.
  MEMORY,
  /// The same lock, for a walk over page tables, which may take long without anything being wrong.
  WALK,
  /// The file systems of the files that it maps.
  FILES;

  /// Whether such a read would hang where that other one does.
  boolean isHeldUpBy(Awaited other) {
    return (this == FILES || other == FILES) ? this == other : other.compareTo(this) <= 0;
  }
}

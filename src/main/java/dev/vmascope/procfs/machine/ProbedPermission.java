package dev.vmascope.procfs.machine;

/// The files of other processes that are opened and closed unread, as permission probes.
public enum ProbedPermission {
  /// The page map.
  PAGES,
  /// The root directory, by which the mapped files are found.
  ROOTS
}

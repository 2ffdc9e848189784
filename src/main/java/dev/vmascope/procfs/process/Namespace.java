package dev.vmascope.procfs.process;

import java.util.Locale;

/// The kinds of Linux namespaces, each a link in `/proc/<pid>/ns`.
public enum Namespace {
  /// The view of control groups.
  CGROUP,
  /// System V IPC and POSIX message queues: the one to which SysV segments belong.
  IPC,
  /// Mounts: the one in which paths of mappings are seen.
  MNT,
  /// Network.
  NET,
  /// Process ids.
  PID,
  /// Clocks; Linux 5.6.
  TIME,
  /// User and group ids.
  USER,
  /// Host name.
  UTS;

  /// The name of the link.
  String link() {
    return name().toLowerCase(Locale.ROOT);
  }
}

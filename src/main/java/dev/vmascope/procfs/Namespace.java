package dev.vmascope.procfs;

import java.util.Locale;

/// The kinds of namespaces that a process lives in; each is a link in `/proc/<pid>/ns`.
public enum Namespace {
  /// The view of control groups.
  CGROUP,
  /// System V IPC and POSIX message queues: the one that SysV segments belong to.
  IPC,
  /// Mounts: the one that paths of mappings are seen in.
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

package dev.vmascope.mapping;

import java.util.List;

/// The place of a process in one hierarchy of control groups: a line of `/proc/<pid>/cgroup`.
///
/// @param controllers those of the hierarchy (`memory`; `name=systemd` is one too); none for that
///   of version 2, which has all that no other has
/// @param path from the root of the reader's cgroup namespace; starts with `/..` where it leads out
///   of it
/// @param removed whether the group has been removed since, which only version 2 says
public record Cgroup(List<String> controllers, KernelText path, boolean removed) {
  private static final String REMOVED = " (deleted)";

  public Cgroup {
    controllers = List.copyOf(controllers);
  }

  /// What the kernel prints behind the second colon (`proc_cgroup_show`, `kernel/cgroup/cgroup.c`).
  static Cgroup of(List<String> controllers, KernelText printed) {
    String path = printed.latin1();
    boolean removed = controllers.isEmpty() && path.endsWith(REMOVED);
    return removed
        ? new Cgroup(
            controllers, new KernelText(path.substring(0, path.length() - REMOVED.length())), true)
        : new Cgroup(controllers, printed, false);
  }

  /// Whether it is in the hierarchy of version 2.
  public boolean isUnified() {
    return controllers.isEmpty();
  }
}

package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.RawText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The place of a process in one hierarchy of control groups: a line of `/proc/<pid>/cgroup`.
///
/// @param controllers the controllers of the hierarchy (`memory`; `name=systemd` is one too); empty
///   for version 2, which has all that no other hierarchy has
/// @param path the path from the root of the reader's cgroup namespace; it starts with `/..` where
///   it leads out of it
/// @param removed whether the group has been removed since; only version 2 says so
public record Cgroup(List<String> controllers, RawText path, boolean removed) {
  private static final String REMOVED = " (deleted)";

  public Cgroup {
    controllers = List.copyOf(controllers);
  }

  /// The entry for the text behind the second colon (`proc_cgroup_show`, `kernel/cgroup/cgroup.c`).
  static Cgroup of(List<String> controllers, RawText printed) {
    String path = printed.latin1();
    boolean removed = controllers.isEmpty() && path.endsWith(REMOVED);
    return removed
        ? new Cgroup(
            controllers, new RawText(path.substring(0, path.length() - REMOVED.length())), true)
        : new Cgroup(controllers, printed, false);
  }

  /// Written out, like the next one: each tick looks up the one of every process, and the generated
  /// ones go through method handles, which the simple compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cgroup that
        && removed == that.removed
        && path.equals(that.path)
        && controllers.equals(that.controllers);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /// Whether the hierarchy is that of version 2.
  public boolean isUnified() {
    return controllers.isEmpty();
  }
}

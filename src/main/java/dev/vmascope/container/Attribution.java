package dev.vmascope.container;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.ProcessCgroups;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The container, pod and unit of a process, by the names of its control groups. An absent part is
/// not named there: the process is in none, or the cgroup namespace of the reader hides it. Whoever
/// may make groups chooses their names, so this is a label for the process, no proof.
///
/// @param containerId the id of the innermost container: 64 hexadecimal digits, or the name that
///   LXC or systemd-nspawn gave it
/// @param runtime the runtime that made the container: `docker`, `containerd`, `cri-o`, `podman`,
///   `lxc`, `systemd-nspawn`; absent where the name does not say
/// @param podUid the `metadata.uid` of its Kubernetes pod (of a static pod, the hash of its
///   manifest); never the name of the pod, which no group has
/// @param unit the innermost unit of systemd: a service, a scope or a slice
public record Attribution(
    Optional<String> containerId,
    Optional<String> runtime,
    Optional<String> podUid,
    Optional<String> unit) {
  /// The attribution of a process whose groups name nothing, or are not known.
  public static final Attribution NONE =
      new Attribution(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Reads the names of the best path: the first with a container, else with a pod, else with a
  /// unit. Version 2 and the hierarchy of systemd come first, since the others may lack processes
  /// that do not use their controller.
  public static Attribution of(ProcessCgroups cgroups) {
    List<Attribution> all =
        cgroups.all().stream()
            .sorted(Comparator.comparingInt(Attribution::rank))
            .map(cgroup -> CgroupPath.of(cgroup.path()).attribution())
            .distinct()
            .toList();
    return first(all, one -> one.containerId().isPresent())
        .or(() -> first(all, one -> one.podUid().isPresent()))
        .or(() -> first(all, one -> one.unit().isPresent()))
        .orElse(NONE);
  }

  private static int rank(Cgroup cgroup) {
    if (cgroup.isUnified()) {
      return 0;
    }
    return cgroup.controllers().contains("name=systemd") ? 1 : 2;
  }

  private static Optional<Attribution> first(List<Attribution> all, Predicate<Attribution> fits) {
    return all.stream().filter(fits).findFirst();
  }
}

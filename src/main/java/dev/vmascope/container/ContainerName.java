package dev.vmascope.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A container by the name of its group.
///
/// @param runtime the runtime that made it; absent where the name does not say
record ContainerName(String id, Optional<String> runtime) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  /// An id behind the prefix of the runtime. With a systemd driver it is a scope.
  private static final Pattern NAMED =
      Pattern.compile("(?:([A-Za-z0-9_.-]{1,64})-)?([0-9a-f]{64})(?:\\.scope)?");

  /// Since LXC 4; before, the name is that of a group within `lxc` or `lxc.payload`.
  private static final Pattern LXC = Pattern.compile("lxc\\.payload\\.([A-Za-z0-9_.-]{1,64})");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private static final Pattern NSPAWN =
      Pattern.compile("systemd-nspawn@([A-Za-z0-9_.\\\\-]{1,64})\\.service");

  /// The runtime by the prefix of the id, or by the name of the group that contains the
  /// container's.
  private static final Map<String, String> RUNTIMES =
      Map.of(
          "docker", "docker",
          "cri-containerd", "containerd",
          "nerdctl", "containerd",
          "crio", "cri-o",
          "libpod", "podman",
          "libpod-payload", "podman",
          "libpod_parent", "podman");

  static boolean isId(String name) {
    return ID.matcher(name).matches();
  }

  /// The container whose group has the name at this position of a path; empty if it is none. The
  /// monitor of a container (`crio-conmon-…`, `libpod-conmon-…`, `lxc.monitor…`) is not in it.
  static Optional<ContainerName> at(List<String> names, int place) {
    String name = names.get(place);
    String parent = place == 0 ? "" : names.get(place - 1);
    if (parent.equals("lxc") || parent.equals("lxc.payload")) {
      return PLAIN.matcher(name).matches() ? of(name, "lxc") : Optional.empty();
    }
    Matcher named = NAMED.matcher(name);
    if (named.matches()) {
      return named(Optional.ofNullable(named.group(1)), parent, named.group(2));
    }
    Matcher lxc = LXC.matcher(name);
    if (lxc.matches()) {
      return of(lxc.group(1), "lxc");
    }
    Matcher nspawn = NSPAWN.matcher(parent);
    return name.equals("payload") && nspawn.matches()
        ? of(nspawn.group(1).replace("\\x2d", "-"), "systemd-nspawn")
        : Optional.empty();
  }

  private static Optional<ContainerName> of(String id, String runtime) {
    return Optional.of(new ContainerName(id, Optional.of(runtime)));
  }

  private static Optional<ContainerName> named(Optional<String> prefix, String parent, String id) {
    if (prefix.isPresent() && prefix.get().endsWith("conmon")) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerName(id, Optional.ofNullable(RUNTIMES.get(prefix.orElse(parent)))));
  }
}

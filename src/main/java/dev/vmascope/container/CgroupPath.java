package dev.vmascope.container;

import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names on the way from the root of the cgroup namespace to a group. The last name with a
/// meaning wins: the group inside a container or a unit knows best.
///
/// @param names the names from the root on; `..`, which leads out of the namespace, is left out
record CgroupPath(List<String> names) {
  /// The longest name that a directory can have, in bytes (`NAME_MAX`).
  private static final int LONGEST_NAME = 255;

  /// The group of a pod below `kubepods`: `pod` and a UID, or the hash of a static pod's manifest;
  /// the systemd driver of the kubelet writes `_` for `-` and repeats the names of the slices
  /// above, those of `kind` as well (`kubelet-kubepods-…`).
  private static final Pattern POD =
      Pattern.compile(
          "(?:(?:[a-z]{1,32}-)?kubepods(?:-besteffort|-burstable)?-)?"
              + "pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice)?");

  /// A unit name of systemd; `_` in front escapes names that the kernel has a meaning for
  /// (`cg_escape`, `src/basic/cgroup-util.c`).
  private static final Pattern UNIT =
      Pattern.compile("_?([A-Za-z0-9:_.\\\\@-]{1,249}\\.(?:service|scope|slice))");

  CgroupPath {
    names = List.copyOf(names);
  }

  static CgroupPath of(RawText path) {
    List<String> names = new ArrayList<>();
    for (String name : path.latin1().split("/", -1)) {
      if (!name.isEmpty() && !name.equals("..") && name.length() <= LONGEST_NAME) {
        names.addAll(split(name));
      }
    }
    return new CgroupPath(names);
  }

  /// The parts of a name. `slice:prefix:name`, which runc's systemd driver takes, is the name of a
  /// group where the cgroupfs driver takes it for a path. A colon is a part of other names.
  private static List<String> split(String name) {
    String[] parts = name.split(":", -1);
    return parts.length == 3 && ContainerName.isId(parts[2]) ? List.of(parts) : List.of(name);
  }

  Attribution attribution() {
    Optional<ContainerName> container = Optional.empty();
    Optional<String> pod = Optional.empty();
    Optional<String> unit = Optional.empty();
    for (int i = 0; i < names.size(); i++) {
      container = ContainerName.at(names, i).or(keep(container));
      pod = group(POD, names.get(i)).map(uid -> uid.replace('_', '-')).or(keep(pod));
      unit = group(UNIT, names.get(i)).or(keep(unit));
    }
    return new Attribution(
        container.map(ContainerName::id), container.flatMap(ContainerName::runtime), pod, unit);
  }

  private static <T> Supplier<Optional<T>> keep(Optional<T> outer) {
    return () -> outer;
  }

  private static Optional<String> group(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}

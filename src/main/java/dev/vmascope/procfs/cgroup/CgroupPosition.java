package dev.vmascope.procfs.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The position of a control group as the kernel prints it to a reader.
///
/// It begins at the root of the reader's cgroup namespace. Where the group lies outside, it first
/// goes up, by `/..` for each step, to the nearest group above both (`kernfs_path_from_node`,
/// `fs/kernfs/dir.c`). So does the root of a mount in mountinfo.
///
/// @param up the number of steps up
/// @param names the names from there down
record CgroupPosition(int up, List<String> names) {
  private static final String UP = "..";

  CgroupPosition {
    names = List.copyOf(names);
  }

  /// Parses a path; empty for one that the kernel does not print, such as with `..` behind a name.
  static Optional<CgroupPosition> parse(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> steps = path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    int up = 0;
    while (up < steps.size() && steps.get(up).equals(UP)) {
      up++;
    }
    List<String> names = steps.subList(up, steps.size());
    boolean plain =
        names.stream().noneMatch(name -> name.isEmpty() || name.equals(UP) || name.equals("."));
    return plain ? Optional.of(new CgroupPosition(up, names)) : Optional.empty();
  }

  /// The names that lead from a group down to this one; empty if it does not lie below that group,
  /// or if the way is not known.
  ///
  /// @param toNamespace the names from that group down to the root of the reader's namespace; only
  ///   needed where that group lies further up
  Optional<List<String>> below(CgroupPosition top, Optional<List<String>> toNamespace) {
    if (up == top.up) {
      boolean within =
          names.size() >= top.names.size() && names.subList(0, top.names.size()).equals(top.names);
      return within
          ? Optional.of(List.copyOf(names.subList(top.names.size(), names.size())))
          : Optional.empty();
    }
    if (up > top.up || !top.names.isEmpty()) {
      return Optional.empty();
    }
    return toNamespace
        .filter(way -> way.size() == top.up)
        .map(way -> Stream.concat(way.subList(0, top.up - up).stream(), names.stream()).toList());
  }
}

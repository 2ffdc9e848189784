package dev.vmascope.kernellog.line;

import dev.vmascope.kernellog.LogPatterns;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fields of an `oom-kill:` line between its constraint and its task. These are the nodes
/// (`dump_oom_victim`, `mm/oom_kill.c`, `cpuset_print_current_mems_allowed`) and the groups
/// (`mem_cgroup_print_oom_context`, `mm/memcontrol.c`), in the order in which the kernel prints
/// them. Whoever makes a group chooses its name, which may look like fields: a field that can be
/// read in more than one way is absent.
///
/// @param policy the nodes of the memory policy; absent where there is none
/// @param allowed the nodes that the cpuset leaves
/// @param limited the group that was at its limit: that of the process, or one above
/// @param cgroup the group of the process
record OomContext(
    Optional<String> policy,
    Optional<String> allowed,
    Optional<String> limited,
    Optional<String> cgroup) {
  /// The name of a cpuset has no `/`, so the first one begins a path.
  private static final Pattern HEAD =
      Pattern.compile(
          "nodemask=(?:([\\d,-]{1,200})|\\(null\\))"
              + "(?:,cpuset=(?:/|[^/]{1,255}),mems_allowed=([\\d,-]{0,200}))?"
              + "(?:,(oom_memcg=|global_oom,task_memcg=)(?=/)|\\z)",
          Pattern.DOTALL);

  private static final String GROUP_OF_TASK = ",task_memcg=";
  private static final String TASK = ",task=";
  private static final OomContext UNKNOWN =
      new OomContext(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Reads the fields.
  ///
  /// @param fields what stands before the last `,task=`
  /// @param name what stands behind it, up to the number of the process
  static OomContext of(String fields, String name) {
    Matcher head = HEAD.matcher(fields);
    if (!head.lookingAt()) {
      return UNKNOWN;
    }
    Set<String> limited = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    if (head.group(3) != null) {
      boolean global = head.group(3).startsWith("global");
      // The name of the process may have the last `,task=` in it, if there is room for that.
      int longest = LogPatterns.LONGEST_NAME - name.length();
      int end = fields.length();
      while (end >= head.end() && fields.length() - end <= longest) {
        String paths = fields.substring(head.end(), end);
        if (global) {
          groups.add(paths);
        } else {
          split(paths, limited, groups);
        }
        end = fields.lastIndexOf(TASK, end - 1);
      }
    }
    return new OomContext(
        Optional.ofNullable(head.group(1)),
        Optional.ofNullable(head.group(2)).filter(list -> !list.isEmpty()),
        only(limited),
        only(groups));
  }

  /// Adds the two groups of a text that has both; of more than one way to part them, those by which
  /// the group at its limit is what it must be: the group of the process, or one above.
  private static void split(String paths, Set<String> limited, Set<String> groups) {
    String separator = GROUP_OF_TASK + "/";
    int first = paths.indexOf(separator);
    boolean single = first >= 0 && paths.indexOf(separator, first + 1) < 0;
    for (int at = first; at >= 0; at = paths.indexOf(separator, at + 1)) {
      int task = at + GROUP_OF_TASK.length();
      boolean fits = isAbove(paths, at, task);
      if (fits) {
        limited.add(paths.substring(0, at));
      }
      if (fits || single) {
        groups.add(paths.substring(task));
      }
      if (groups.size() > 1 && limited.size() > 1) {
        return;
      }
    }
  }

  /// Whether the group that a text begins with is the one that it ends with, or one above.
  ///
  /// @param end of the first
  /// @param start of the other
  private static boolean isAbove(String text, int end, int start) {
    int behind = start + end;
    boolean whole = behind == text.length();
    boolean below = behind < text.length() && (end == 1 || text.charAt(behind) == '/');
    return (whole || below) && text.regionMatches(0, text, start, end);
  }

  private static Optional<String> only(Set<String> ways) {
    return ways.size() == 1 ? Optional.of(ways.iterator().next()) : Optional.empty();
  }
}

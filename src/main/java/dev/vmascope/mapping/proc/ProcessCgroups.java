package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.RawText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The control groups of a process, from `/proc/<pid>/cgroup`. Lines without the form
/// `id:controllers:path` are left out, so any bytes give a value: names of groups are chosen by
/// whoever may make groups, and a newline is the only byte that none can have.
///
/// @param all one for each hierarchy, in the order of the file
public record ProcessCgroups(List<Cgroup> all) {
  /// The maximum number of bytes read from the file: a dozen hierarchies with the longest path that
  /// the kernel prints.
  public static final int LONGEST = 1 << 16;

  private static final int MOST = 64;

  public ProcessCgroups {
    all = List.copyOf(all);
  }

  /// Parses the file, or as much of it as there is. A line without an end is left out.
  public static ProcessCgroups parse(byte[] file) {
    List<Cgroup> all = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < Math.min(file.length, LONGEST) && all.size() < MOST; i++) {
      if (file[i] == '\n') {
        line(file, start, i).ifPresent(all::add);
        start = i + 1;
      }
    }
    return new ProcessCgroups(all);
  }

  private static Optional<Cgroup> line(byte[] file, int start, int end) {
    String line = new String(file, start, end - start, StandardCharsets.ISO_8859_1);
    int first = line.indexOf(':');
    int second = line.indexOf(':', first + 1);
    boolean valid = isNumber(line, first) && second > first && line.startsWith("/", second + 1);
    return valid
        ? Optional.of(
            Cgroup.of(
                controllers(line.substring(first + 1, second)),
                new RawText(line.substring(second + 1))))
        : Optional.empty();
  }

  /// Whether a text begins with so many digits, at most ten.
  private static boolean isNumber(String text, int length) {
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return length >= 1 && length <= 10;
  }

  private static List<String> controllers(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(","));
  }

  /// The group by which a controller of version 1 counts the process; without such a hierarchy,
  /// that of version 2.
  public Optional<Cgroup> of(String controller) {
    Optional<Cgroup> own =
        all.stream().filter(one -> one.controllers().contains(controller)).findFirst();
    return own.isPresent() ? own : all.stream().filter(Cgroup::isUnified).findFirst();
  }
}

package dev.vmascope.procfs.mount;

import dev.vmascope.mapping.Device;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mounts that a process sees from its root directory: `/proc/<pid>/mountinfo`. The format is
/// that of `show_mountinfo` (`fs/proc_namespace.c`). Listing them sends no request to any file
/// system. Malformed lines are left out, and an incomplete last one.
public final class MountTable {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{1,10}) (\\d{1,10}) (\\d{1,7}):(\\d{1,7}) (\\S+) (/\\S*) \\S+(?: \\S+)*? - (\\S+) (.*)");

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

  private final Map<Long, Mount> byId = new HashMap<>();
  private final Map<Device, List<Mount>> byDevice = new HashMap<>();
  private final Map<Point, Mount> byPoint = new HashMap<>();

  /// A mount point.
  ///
  /// @param on the mount that holds the directory
  private record Point(long on, String path) {}

  public static MountTable parse(byte[] mountinfo) {
    MountTable table = new MountTable();
    int start = 0;
    for (int i = 0; i < mountinfo.length; i++) {
      if (mountinfo[i] == '\n') {
        table.add(new String(mountinfo, start, i - start, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    return table;
  }

  private void add(String line) {
    Matcher fields = LINE.matcher(line);
    if (fields.matches()) {
      Device device =
          new Device(Integer.parseInt(fields.group(3)), Integer.parseInt(fields.group(4)));
      String point = unescaped(fields.group(6));
      Mount mount =
          new Mount(
              Long.parseLong(fields.group(1)),
              device,
              fields.group(7),
              unescaped(fields.group(5)),
              point,
              OverlayLayers.of(fields.group(7), fields.group(8)));
      byId.put(mount.id(), mount);
      byDevice.computeIfAbsent(device, _ -> new ArrayList<>()).add(mount);
      byPoint.put(new Point(Long.parseLong(fields.group(2)), point), mount);
    }
  }

  /// The text without escapes: blank, tab, newline and backslash are three octal digits behind a
  /// backslash.
  static String unescaped(String printed) {
    return printed.indexOf('\\') < 0
        ? printed
        : ESCAPE
            .matcher(printed)
            .replaceAll(escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
  }

  /// The mount with an id.
  public Optional<Mount> of(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// A mount of the file system with a device; all of them have one type.
  public Optional<Mount> of(Device device) {
    return Optional.ofNullable(byDevice.get(device)).map(List::getLast);
  }

  /// All mounts of the file system with a device.
  public List<Mount> allOf(Device device) {
    return List.copyOf(byDevice.getOrDefault(device, List.of()));
  }

  /// The mount that a path leads to; empty if no mount at the root directory is known.
  ///
  /// @param path absolute, from the root directory of the process, without links
  public Optional<Mount> leadingTo(String path) {
    Optional<Mount> first = roots().stream().filter(root -> at(root, "/").isEmpty()).findFirst();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Mount reached = first.get();
    for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
      List<Mount> here = at(reached, end < 0 ? path : path.substring(0, end));
      reached = here.isEmpty() ? reached : here.getLast();
      if (end < 0) {
        return Optional.of(reached);
      }
    }
  }

  /// The path of a file in its file system, by the mount that its path leads through.
  ///
  /// @param path from the root directory of the process
  /// @return the same path, if no mount of its file system is on the way
  public String inFileSystem(Device device, String path) {
    return byDevice.getOrDefault(device, List.of()).stream()
        .filter(mount -> mount.holds(path))
        .max(Comparator.comparingInt(mount -> mount.point().length()))
        .map(mount -> mount.inFileSystem(path))
        .orElse(path);
  }

  /// The types of file systems, by device.
  public Map<Device, String> types() {
    Map<Device, String> types = new HashMap<>();
    byDevice.forEach((device, mounts) -> types.put(device, mounts.getLast().type()));
    return types;
  }

  /// The mounts at the root directory of the process; empty if it lies within a mount.
  public List<Mount> roots() {
    return byPoint.entrySet().stream()
        .filter(entry -> entry.getKey().path().equals("/"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// The mounts at a path, the topmost last; empty if nothing is mounted there.
  ///
  /// @param on the mount that the path leads to below them
  /// @param path absolute, from the root directory of the process
  public List<Mount> at(Mount on, String path) {
    List<Mount> mounts = new ArrayList<>();
    Mount below = on;
    for (Mount next = byPoint.get(new Point(below.id(), path));
        next != null && mounts.size() < byId.size();
        next = byPoint.get(new Point(below.id(), path))) {
      mounts.add(next);
      below = next;
    }
    return mounts;
  }
}

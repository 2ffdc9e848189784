package dev.vmascope.procfs.process;

import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.mount.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The names of users, from `/etc/passwd`, where they hold for other processes. The file is that of
/// the service's own file system, and is read once at the start.
public final class UserNames {
  private final Map<Long, String> names = new HashMap<>();

  /// The names that hold for the processes of a proc file system. In a container ids are the
  /// machine's and the file is the image's: there are none, unless the first process that is seen
  /// has the same file system at its root.
  public static UserNames of(Path procRoot) {
    return of(procRoot, Path.of("/proc/self/mountinfo"), Path.of("/etc/passwd"));
  }

  static UserNames of(Path procRoot, Path ownMounts, Path passwd) {
    Optional<Mount> first = root(procRoot.resolve("1").resolve("mountinfo"));
    boolean shared =
        first.isPresent() && root(ownMounts).filter(first.get()::hasRootOf).isPresent();
    return shared ? new UserNames(passwd) : none();
  }

  private static Optional<Mount> root(Path mountinfo) {
    try {
      return MountTable.parse(Files.readAllBytes(mountinfo)).leadingTo("/");
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Reads a passwd file; an unreadable one has no names.
  public UserNames(Path passwd) {
    try {
      new String(Files.readAllBytes(passwd), StandardCharsets.UTF_8).lines().forEach(this::add);
    } catch (IOException _) {
      names.clear();
    }
  }

  private void add(String line) {
    String[] fields = line.split(":", -1);
    if (fields.length >= 3 && fields[2].matches("\\d{1,10}")) {
      names.putIfAbsent(Long.valueOf(fields[2]), fields[0]);
    }
  }

  /// No names, for captures of another machine, whose names are not known.
  public static UserNames none() {
    return new UserNames();
  }

  private UserNames() {}

  /// The name of this user id, or else the number.
  public String text(long user) {
    return name(user).orElseGet(() -> Long.toString(user));
  }

  /// The name of this user id, if the file has one.
  public Optional<String> name(long user) {
    return Optional.ofNullable(names.get(user));
  }
}

package dev.vmascope.procfs.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kinds of directories at the path of the proc file system.
public enum RootKind {
  /// A proc file system of this machine, with all its files.
  WHOLE,
  /// A proc file system of this machine that was mounted with `subset=pid` (Linux 5.8; systemd's
  /// `ProcSubset=pid`): it shows processes, and nothing of the machine.
  PROCESSES_ALONE,
  /// A folder of captures, which may be of another machine.
  CAPTURES;

  private static final Pattern PROC =
      Pattern.compile("(?m)^\\S+ \\S+ \\S+ \\S+ (/\\S*) .* - proc \\S+ (\\S+)$");

  public static RootKind of(Path root) {
    // A proc file system alone has a link to whoever asks. It leads nowhere where the service is in
    // none of the pid namespaces that the file system shows.
    if (!Files.isSymbolicLink(root.resolve("self"))) {
      return CAPTURES;
    }
    return isSubset(root) ? PROCESSES_ALONE : WHOLE;
  }

  /// Whether the mount options include `subset=pid`, as the service sees them; false where they
  /// cannot be read.
  private static boolean isSubset(Path root) {
    try {
      byte[] mounts = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
      return isSubset(
          root.toRealPath().toString(), new String(mounts, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return false;
    }
  }

  /// @param mountinfo the table of mounts of the service (`show_mountinfo`, `fs/proc_namespace.c`)
  static boolean isSubset(String root, String mountinfo) {
    Matcher mount = PROC.matcher(mountinfo);
    boolean subset = false;
    // The last mount at a place is the one that is seen.
    while (mount.find()) {
      if (mount.group(1).equals(root)) {
        subset = (',' + mount.group(2) + ',').contains(",subset=pid,");
      }
    }
    return subset;
  }
}

package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// A check that other users cannot change a file that decides on access. It is that of
/// `StrictModes` in `sshd` (`sshd_config(5)`). Every directory and link on the way from the root
/// belongs to root or to the user of this process, and no one else may write it. Entries of a
/// sticky directory, such as `/tmp`, belong to their owners, but the file itself must not be there,
/// since other users could replace it once it is removed.
///
/// A file that is a mount of its own may belong to anyone: only a user who may mount could put it
/// there, as container runtimes do with `-v FILE:FILE` and secrets of Compose. Files of FUSE are
/// excluded, since users mount them and choose the displayed owner.
final class TrustedFile {
  private static final int WRITABLE_FOR_OTHERS = 0022;
  private static final int STICKY = 01000;
  private static final int MOST_LINKS = 40;
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  private final long self = OwnRights.now().user();
  private Path place = Path.of("/");
  private int mode;

  private TrustedFile() {}

  /// The reason why a file is not trusted, as a sentence; empty if it is.
  ///
  /// @throws IOException if it is missing, or its status is not readable
  static Optional<String> doubt(Path file) throws IOException {
    return new TrustedFile().walk(file.toAbsolutePath());
  }

  /// The remedy for an untrusted file.
  static String remedy(Path file) {
    return "Let root or the user of the service own it and every folder above it, and nobody else write there"
        + " (chown, chmod go-w; namei -l "
        + file
        + " shows them).";
  }

  /// Checks that a file may decide on access.
  ///
  /// @param what the name of the file in messages
  /// @throws UnsafeStartException if other users could change it, or its status is not readable
  static void require(String what, Path file) {
    Optional<String> doubt;
    try {
      doubt = doubt(file);
    } catch (IOException e) {
      throw new UnsafeStartException(
          what + " " + file + " cannot be read: " + e, "Let it be a file that can be read.");
    }
    if (doubt.isPresent()) {
      throw new UnsafeStartException(
          what + " " + file + " decides who gets in. " + doubt.get(), remedy(file));
    }
  }

  /// Follows the names as the kernel does (`link_path_walk`, `fs/namei.c`), from the root.
  private Optional<String> walk(Path file) throws IOException {
    Deque<Path> ahead = new ArrayDeque<>();
    file.forEach(ahead::add);
    Optional<String> doubt = step(place, true);
    int links = 0;
    while (doubt.isEmpty() && !ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().equals("..")) {
        place = place.getParent() == null ? place : place.getParent();
        mode = number(attributes(place), "mode");
        continue;
      }
      Path next = place.resolve(name).normalize();
      if (Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemException(file.toString(), null, "Too many levels of symbolic links");
        }
        doubt = owned(next, attributes(next));
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
          place = target.getRoot();
          mode = number(attributes(place), "mode");
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          ahead.addFirst(target.getName(i));
        }
      } else {
        doubt = step(next, Files.isDirectory(next));
      }
    }
    return doubt;
  }

  /// The reason against one entry that is no link, in the directory before.
  private Optional<String> step(Path next, boolean folder) throws IOException {
    Map<String, Object> attributes = attributes(next);
    boolean shared = (mode & WRITABLE_FOR_OTHERS) != 0;
    if (shared && !folder) {
      return Optional.of("It lies in " + place + ", where others may put files.");
    }
    place = next;
    mode = number(attributes, "mode");
    boolean sticky = folder && (mode & STICKY) != 0;
    if ((mode & WRITABLE_FOR_OTHERS) != 0 && !sticky) {
      return Optional.of(
          "Others than its owner may write %s (mode %04o).".formatted(next, mode & 07777));
    }
    Optional<String> strangers = owned(next, attributes);
    return !folder
            && strangers.isPresent()
            && isMount(Files.readString(MOUNTS, StandardCharsets.ISO_8859_1), next)
        ? Optional.empty()
        : strangers;
  }

  private Optional<String> owned(Path next, Map<String, Object> attributes) throws IOException {
    long owner = Integer.toUnsignedLong(number(attributes, "uid"));
    return owner == 0 || owner == self
        ? Optional.empty()
        : Optional.of(
            "%s belongs to user %d, who is neither root nor the user of the service (%d)."
                .formatted(next, owner, self));
  }

  /// Whether a file itself is a mount point, of another type than FUSE.
  ///
  /// @param mounts the lines of `mountinfo`: the fifth field is the mount point, the one behind `-`
  ///   the type (`Documentation/filesystems/proc.rst`)
  static boolean isMount(String mounts, Path file) {
    return mounts
        .lines()
        .filter(line -> line.split(" ", 6)[4].equals(file.toString()))
        .reduce((below, above) -> above)
        .filter(line -> !line.contains(" - fuse"))
        .isPresent();
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    return Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static int number(Map<String, Object> attributes, String name) throws IOException {
    if (attributes.get(name) instanceof Integer number) {
      return number;
    }
    throw new IOException("no attribute " + name);
  }
}

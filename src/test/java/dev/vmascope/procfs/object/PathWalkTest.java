package dev.vmascope.procfs.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Paths of a process that sleeps, with what a process may put in their way.
class PathWalkTest {
  private static final String LINK = "link";
  private static final String GONE = "gone";
  private static final String FAILED = "failed";
  private static final String ELSEWHERE = "file-system";

  @TempDir Path temporary = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void makeFiles() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("files"));
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/file"), "inside");
  }

  /// The inode at a path, or why there is none.
  private static String found(Child child, String path) throws IOException {
    try (PinnedProcess process = PinnedProcess.open(Path.of("/proc"), child.pid());
        PathWalk walk = new PathWalk(process, FileSystems.of(process))) {
      String first = found(walk, path);
      assertThat(found(walk, path)).as("the same, with the directories kept").isEqualTo(first);
      return first;
    }
  }

  private static String found(PathWalk walk, String path) {
    try (Naming naming = walk.name(new RawText(path))) {
      return naming
          .named()
          .map(named -> Long.toString(named.status().inode()))
          .orElseGet(() -> naming.why().toString());
    }
  }

  private String in(String name) {
    return folder + "/" + name;
  }

  private static String inode(String path) throws IOException {
    return Files.getAttribute(Path.of(path), "unix:ino").toString();
  }

  @Test
  void leadsToWhatIsThere() throws Exception {
    Files.createLink(folder.resolve("hard"), folder.resolve("a/b/file"));
    try (Child child = Child.idle()) {
      assertThat(found(child, in("a/b/file"))).isEqualTo(inode(in("a/b/file")));
      assertThat(found(child, in("hard"))).isEqualTo(inode(in("a/b/file")));
      assertThat(found(child, in("a/b"))).isEqualTo(inode(in("a/b")));
      assertThat(found(child, in("a/b/missing"))).isEqualTo(GONE);
      assertThat(found(child, in("a/missing/file"))).isEqualTo(GONE);
      assertThat(found(child, in("a/b/file/x"))).isEqualTo(GONE);
    }
  }

  /// Each leads to a file that is there, and would be found.
  @Test
  void followsNoLink() throws Exception {
    Files.createSymbolicLink(folder.resolve("to-file"), folder.resolve("a/b/file"));
    Files.createSymbolicLink(folder.resolve("to-folder"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("to-shadow"), Path.of("/etc/shadow"));
    Files.createSymbolicLink(folder.resolve("to-nothing"), Path.of("/not/there"));
    Files.createSymbolicLink(folder.resolve("to-exe"), Path.of("/proc/self/exe"));
    try (Child child = Child.idle()) {
      assertThat(found(child, in("to-file"))).isEqualTo(LINK);
      assertThat(found(child, in("to-folder/b/file"))).isEqualTo(LINK);
      assertThat(found(child, in("to-folder/missing"))).isEqualTo(LINK);
      assertThat(found(child, in("to-shadow"))).isEqualTo(LINK);
      assertThat(found(child, in("to-nothing"))).isEqualTo(LINK);
      assertThat(found(child, in("to-exe"))).isEqualTo(LINK);
    }
  }

  /// What a path leads to, links and all, for one who searches as this child may.
  private static String followed(Child child, String path) throws IOException {
    try (PinnedProcess process = PinnedProcess.open(Path.of("/proc"), child.pid());
        PathWalk walk = new PathWalk(process, FileSystems.of(process))) {
      String first = followed(walk, path);
      assertThat(followed(walk, path)).as("the same, with the directories kept").isEqualTo(first);
      return first;
    }
  }

  private static String followed(PathWalk walk, String path) {
    try (Naming naming = walk.follow(new RawText(path))) {
      return naming
          .named()
          .map(named -> Long.toString(named.status().inode()))
          .orElseGet(() -> naming.why().toString());
    }
  }

  @Test
  void followsLinksWhereThatIsAskedFor() throws Exception {
    Files.createSymbolicLink(folder.resolve("to-file"), folder.resolve("a/b/file"));
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of("../a/./b//file"));
    Files.createSymbolicLink(folder.resolve("to-folder"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("twice"), Path.of("to-folder/up"));
    Files.createSymbolicLink(folder.resolve("to-nothing"), Path.of("/not/there"));
    Files.createSymbolicLink(folder.resolve("to-itself"), Path.of("to-itself"));
    Files.createSymbolicLink(folder.resolve("to-kernel"), Path.of("/proc/self/exe"));
    String file = inode(in("a/b/file"));
    try (Child child = Child.idle()) {
      for (String path :
          new String[] {"to-file", "a/up", "to-folder/b/file", "twice", "a/../a/b/file"}) {
        assertThat(followed(child, in(path))).as(path).isEqualTo(file);
      }
      assertThat(followed(child, in("to-nothing"))).isEqualTo(GONE);
      assertThat(followed(child, in("to-itself"))).isEqualTo(LINK);
      assertThat(followed(child, in("a/b/file/../file"))).isEqualTo(GONE);
      assertThat(followed(child, in("missing/../a/b/file"))).isEqualTo(GONE);
      assertThat(followed(child, in("to-kernel"))).isEqualTo(ELSEWHERE);
      assertThat(followed(child, "a/b/file")).isEqualTo(FAILED);
      assertThat(followed(child, in("a/../".repeat(200)))).isEqualTo(FAILED);
      assertThat(followed(child, "/..".repeat(3) + in("a/b/file"))).isEqualTo(file);
    }
  }

  /// A link into a directory that the user of the process may not search shows nothing of it.
  @Test
  void followsLinksOnlyWhereTheProcessCould() throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        folder.resolve("a/b"), PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(folder.resolve("to-file"), Path.of("a/b/file"));
    Files.createSymbolicLink(folder.resolve("to-missing"), Path.of("a/b/missing"));
    try (Child child =
        Child.start(
            "setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", "sleep", "600")) {
      child.awaitName("sleep");
      assertThat(followed(child, in("to-file"))).isEqualTo("forbidden");
      assertThat(followed(child, in("to-missing"))).isEqualTo("forbidden");
      assertThat(followed(child, in("a/b/../b"))).isEqualTo("forbidden");
    }
  }

  @Test
  void goesNoWayThatTheKernelWouldNotPrint() throws Exception {
    try (Child child = Child.idle()) {
      assertThat(found(child, in("a/../a/b/file"))).isEqualTo(FAILED);
      assertThat(found(child, in("a/./b/file"))).isEqualTo(FAILED);
      assertThat(found(child, in("a//b/file"))).isEqualTo(FAILED);
      assertThat(found(child, in("a/b/file/"))).isEqualTo(FAILED);
      assertThat(found(child, "a/b/file")).isEqualTo(FAILED);
      assertThat(found(child, "/x".repeat(2000))).isEqualTo(FAILED);
    }
  }

  @Test
  void entersNoFileSystemOfTheKernelsState() throws Exception {
    try (Child child = Child.idle()) {
      assertThat(found(child, "/proc/kmsg")).isEqualTo(ELSEWHERE);
      assertThat(found(child, "/proc/" + child.pid() + "/environ")).isEqualTo(ELSEWHERE);
      assertThat(found(child, "/proc/not/there")).isEqualTo(ELSEWHERE);
      assertThat(found(child, "/sys/kernel/notes")).isEqualTo(ELSEWHERE);
    }
  }

  /// What it mounts there, nobody else sees.
  @Test
  void entersLocalMountsOfItsOwn() throws Exception {
    Files.writeString(folder.resolve("a/version"), "");
    Files.writeString(folder.resolve("a/bound"), "");
    Files.createDirectory(folder.resolve("memory"));
    Files.createDirectory(folder.resolve("hidden"));
    String script =
        ("cd %s && mount -t tmpfs none memory && echo x > memory/file && mount --bind a/b/file a/bound"
                + " && mount --bind /proc/version a/version && mount -t tmpfs none hidden"
                + " && mount --bind a hidden && echo ready && exec sleep 600")
            .formatted(folder);
    try (Child child =
        Child.start("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script)) {
      assertThat(child.hear()).isEqualTo("ready");
      child.awaitName("sleep");
      String seen = child.folder() + "/root" + folder;
      assertThat(found(child, in("memory/file"))).isEqualTo(inode(seen + "/memory/file"));
      assertThat(found(child, in("memory/missing"))).isEqualTo(GONE);
      assertThat(found(child, in("a/bound"))).isEqualTo(inode(in("a/b/file")));
      assertThat(found(child, in("hidden/b/file"))).isEqualTo(inode(in("a/b/file")));
      assertThat(found(child, in("a/version"))).isEqualTo(ELSEWHERE);
    }
  }
}

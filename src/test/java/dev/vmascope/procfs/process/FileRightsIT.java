package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.object.Naming;
import dev.vmascope.procfs.object.PathWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of every mode, of the user of a process, of its groups and of strangers: what is read for
/// the process is what the kernel lets a shell with the same credentials read.
class FileRightsIT {
  private static final String[] CREDENTIALS = {
    "setpriv", "--reuid=12345", "--regid=12346", "--groups=12347,12348"
  };

  private static final int[][] OWNERS = {
    {12_345, 0}, {12_345, 12_346}, {0, 12_346}, {0, 12_348}, {0, 0}, {12_346, 12_345}
  };

  @TempDir Path temporary = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void openTheFolder() throws IOException {
    folder = temporary.toRealPath();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String[] asUser(String... command) {
    String[] all = Arrays.copyOf(CREDENTIALS, CREDENTIALS.length + command.length);
    System.arraycopy(command, 0, all, CREDENTIALS.length, command.length);
    return all;
  }

  /// What a shell of the user can read of the files named `file`.
  private Set<String> readable() throws Exception {
    Shell.Result shell =
        Shell.run(
            asUser(
                "sh",
                "-c",
                "for f in "
                    + folder
                    + "/*/file; do head -c 1 $f > /dev/null 2>&1 && echo $f; done; true"));
    assertThat(shell.status()).as("%s", shell).isZero();
    return new TreeSet<>(shell.output().lines().toList());
  }

  /// What is read for a process of the user.
  private Set<String> readForIt() throws Exception {
    Set<String> read = new TreeSet<>();
    try (Child child = Child.start(asUser("sleep", "600"))) {
      child.awaitName("sleep");
      try (PinnedProcess process = PinnedProcess.open(Path.of("/proc"), child.pid());
          PathWalk walk = new PathWalk(process, FileSystems.of(process));
          Stream<Path> folders = Files.list(folder)) {
        for (Path in : folders.toList()) {
          Path file = in.resolve("file");
          try (Naming naming = walk.name(new RawText(file.toString()))) {
            if (naming.named().filter(walk.rights()::mayRead).isPresent()) {
              read.add(file.toString());
            }
          }
        }
      }
    }
    return read;
  }

  private Path make(String name, int[] owner, int fileMode, int folderMode) throws IOException {
    Path in = Files.createDirectory(folder.resolve(name));
    Path file = Files.writeString(in.resolve("file"), "x");
    for (Path each : Set.of(in, file)) {
      Files.setAttribute(each, "unix:uid", owner[0]);
      Files.setAttribute(each, "unix:gid", owner[1]);
    }
    Files.setAttribute(file, "unix:mode", 0100000 | fileMode);
    Files.setAttribute(in, "unix:mode", 0040000 | folderMode);
    return file;
  }

  @Test
  void readsWhatTheUserReads() throws Exception {
    for (int owner = 0; owner < OWNERS.length; owner++) {
      for (int mode = 0; mode < 0777; mode += 011) {
        make("file-%d-%o".formatted(owner, mode), OWNERS[owner], mode, 0755);
        make("folder-%d-%o".formatted(owner, mode), OWNERS[owner], 0644, mode);
      }
    }
    Set<String> readable = readable();
    assertThat(readable).hasSizeBetween(100, 600);
    assertThat(readForIt()).isEqualTo(readable);
  }

  /// What such lists allow is not worked out: it is not read, whatever they say.
  @Test
  void readsNothingUnderAnAccessControlList() throws Exception {
    int[] root = {0, 0};
    Path denied = make("denied", root, 0644, 0755);
    Path own = make("own", new int[] {12_345, 0}, 0644, 0755);
    Path plain = make("plain", root, 0644, 0755);
    for (Path file : Set.of(denied, own)) {
      // user::rw-, user:12345:---, group::r--, mask::r--, other::r--
      Shell.Result set =
          Shell.run(
              "python3",
              "-c",
              "import os,struct,sys;os.setxattr(sys.argv[1],'system.posix_acl_access',struct.pack('<I',2)+b''.join("
                  + "struct.pack('<HHI',*e) for e in [(1,6,0xffffffff),(2,0,12345),(4,4,0xffffffff),(16,4,0xffffffff),"
                  + "(32,4,0xffffffff)]))",
              file.toString());
      assertThat(set.status()).as("%s", set).isZero();
    }
    assertThat(readable()).containsExactlyInAnyOrder(own.toString(), plain.toString());
    assertThat(readForIt()).containsExactlyInAnyOrder(own.toString(), plain.toString());
  }
}

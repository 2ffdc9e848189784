package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.object.OpenObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files that processes map are named: their layouts against the headers of C, and names that
/// mean to lead elsewhere.
class FileCallsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void theLayoutsAreThoseOfC() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("layout.c"),
            """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <linux/openat2.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <sys/stat.h>
            #include <sys/syscall.h>
            int main(void) {
              printf("%zu %zu %zu %zu %zu %zu\\n", sizeof(struct statx), offsetof(struct statx, stx_mode),
                     offsetof(struct statx, stx_ino), offsetof(struct statx, stx_size),
                     offsetof(struct statx, stx_dev_major), offsetof(struct statx, stx_dev_minor));
              printf("%zu %zu %zu %zu %d\\n", offsetof(struct statx, stx_mask), offsetof(struct statx, stx_uid),
                     offsetof(struct statx, stx_gid), offsetof(struct statx, stx_mnt_id), STATX_MNT_ID);
              printf("%zu %zu %zu %zu %zu %d\\n", offsetof(struct statx, stx_nlink), offsetof(struct statx, stx_btime.tv_sec),
                     offsetof(struct statx, stx_mtime.tv_sec), offsetof(struct statx, stx_ctime.tv_sec),
                     offsetof(struct statx_timestamp, tv_nsec), STATX_BTIME);
              printf("%zu %zu %d %d %d %d %d\\n", sizeof(struct open_how), offsetof(struct open_how, resolve),
                     RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH, SYS_openat2);
              printf("%d %d %d %d %d %d\\n", O_PATH, O_NONBLOCK, O_NOCTTY, AT_EMPTY_PATH, AT_STATX_DONT_SYNC,
                     STATX_BASIC_STATS);
              printf("%d %d %d %d\\n", EXDEV, ELOOP, ENODATA, EOPNOTSUPP);
              return 0;
            }
            """);
    Path program = folder.resolve("layout");
    Process gcc =
        new ProcessBuilder("gcc", "-o", program.toString(), source.toString()).inheritIO().start();
    assertThat(gcc.waitFor()).isZero();
    Process run = new ProcessBuilder(program.toString()).start();
    List<String> printed =
        new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(printed)
        .containsExactly(
            "%d %d %d %d %d %d"
                .formatted(
                    FileStatus.STRUCT_BYTES,
                    FileStatus.MODE_AT,
                    FileStatus.INODE_AT,
                    FileStatus.SIZE_AT,
                    FileStatus.DEVICE_MAJOR_AT,
                    FileStatus.DEVICE_MINOR_AT),
            "%d %d %d %d %d"
                .formatted(
                    FileStatus.MASK_AT,
                    FileStatus.OWNER_AT,
                    FileStatus.GROUP_AT,
                    FileStatus.MOUNT_AT,
                    FileStatus.MOUNT),
            "%d %d %d %d %d %d"
                .formatted(
                    FileStatus.LINKS_AT,
                    FileStatus.BORN_AT,
                    FileStatus.MODIFIED_AT,
                    FileStatus.CHANGED_AT,
                    FileStatus.NANOSECONDS,
                    FileStatus.BORN),
            "%d %d %d %d %d %d 437"
                .formatted(
                    FileCalls.OPEN_HOW_BYTES,
                    FileCalls.RESOLVE_AT,
                    FileCalls.RESOLVE_NO_XDEV,
                    FileCalls.RESOLVE_NO_MAGICLINKS,
                    FileCalls.RESOLVE_NO_SYMLINKS,
                    FileCalls.RESOLVE_BENEATH),
            "2097152 2048 256 4096 16384 2047",
            "%d %d 61 95".formatted(LibC.EXDEV, LibC.ELOOP));
  }

  /// What a name leads to in a folder: its content, or the error number.
  private String found(String name) throws IOException {
    return found(folder, name, false);
  }

  private static String found(Path in, String name, boolean acrossMounts) throws IOException {
    LibC.Result opened = LibC.openat(LibC.CURRENT_DIRECTORY, in.toString(), LibC.DIRECTORY);
    int directory = (int) opened.value();
    LibC.Result named =
        FileCalls.nameIn(directory, name.getBytes(StandardCharsets.UTF_8), acrossMounts);
    LibC.close(directory);
    if (named.failed()) {
      return "errno " + named.errno();
    }
    int descriptor = (int) named.value();
    try {
      FileStatus status = FileCalls.status(descriptor);
      if (!status.regular()) {
        return status.directory() ? "directory" : "not regular";
      }
      int open = (int) FileCalls.open(descriptor).value();
      byte[] content = new byte[(int) status.sizeBytes()];
      assertThat(new OpenObject(open, status.sizeBytes()).read(0, content))
          .isEqualTo(content.length);
      LibC.close(open);
      return new String(content, StandardCharsets.UTF_8);
    } finally {
      LibC.close(descriptor);
    }
  }

  @Test
  void noLinkIsFollowed() throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/passwd"), "inside");
    Files.writeString(folder.resolve("plain"), "plain");
    Files.createSymbolicLink(folder.resolve("absolute"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("relative"), Path.of("plain"));
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("nowhere-else"));
    Files.createSymbolicLink(folder.resolve("folder"), Path.of("etc"));
    Files.createLink(folder.resolve("hard"), folder.resolve("plain"));
    assertThat(found("plain")).isEqualTo("plain");
    assertThat(found("hard")).isEqualTo("plain");
    assertThat(found("etc")).isEqualTo("directory");
    assertThat(found("etc/passwd")).isEqualTo("inside");
    for (String link : List.of("absolute", "relative", "nowhere", "folder", "folder/passwd")) {
      assertThat(found(link)).as(link).isEqualTo("errno " + LibC.ELOOP);
    }
    assertThat(found("/etc/passwd")).isEqualTo("errno " + LibC.EXDEV);
    assertThat(found("../" + folder.getFileName() + "/plain")).isEqualTo("errno " + LibC.EXDEV);
    assertThat(found("missing")).isEqualTo("errno " + LibC.ENOENT);
  }

  @Test
  void theKernelsOwnLinksAreNotFollowed() throws IOException {
    Path self = Path.of("/proc", Long.toString(ProcessHandle.current().pid()));
    for (String name : List.of("root", "exe", "cwd", "fd/0")) {
      assertThat(found(self, name, true)).as(name).isEqualTo("errno " + LibC.ELOOP);
    }
  }

  @Test
  void anotherMountIsEnteredOnlyWhereThatIsSaid() throws IOException {
    assertThat(found(Path.of("/"), "proc", false)).isEqualTo("errno " + LibC.EXDEV);
    assertThat(found(Path.of("/"), "proc", true)).isEqualTo("directory");
  }

  /// Opening a pipe without a writer would wait for one.
  @Test
  void aPipeIsNamedButNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(found("pipe")).isEqualTo("not regular");
  }
}

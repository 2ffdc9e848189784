package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How files that processes map are named: their layouts against the headers of C, and paths that
/// mean to lead out of a root.
class FileCallsTest {
  private static final int NO_SUCH_FILE = LibC.ENOENT;

  @TempDir Path folder = Path.of("");

  @Test
  void theLayoutsAreThoseOfC() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("layout.c"),
            """
            #define _GNU_SOURCE
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
              printf("%zu %zu %d %d %d\\n", sizeof(struct open_how), offsetof(struct open_how, resolve),
                     RESOLVE_IN_ROOT, RESOLVE_NO_MAGICLINKS, SYS_openat2);
              printf("%d %d %d %d %d\\n", O_PATH, O_NONBLOCK, O_NOCTTY, AT_EMPTY_PATH, STATX_BASIC_STATS);
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
            "%d %d %d %d 437"
                .formatted(
                    FileCalls.OPEN_HOW_BYTES,
                    FileCalls.RESOLVE_AT,
                    FileCalls.RESOLVE_IN_ROOT,
                    FileCalls.RESOLVE_NO_MAGICLINKS),
            "2097152 2048 256 4096 2047");
  }

  /// What a path leads to from the root: its content, or the error number.
  private String found(String path) throws IOException {
    LibC.Result root = LibC.openat(LibC.CURRENT_DIRECTORY, folder.toString(), LibC.DIRECTORY);
    int directory = (int) root.value();
    LibC.Result named = FileCalls.nameInRoot(directory, path.getBytes(StandardCharsets.UTF_8));
    LibC.close(directory);
    if (named.failed()) {
      return "errno " + named.errno();
    }
    int descriptor = (int) named.value();
    try {
      FileStatus status = FileCalls.status(descriptor);
      if (!status.regular()) {
        return "not regular";
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
  void nothingLeadsOutOfARoot() throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/passwd"), "inside");
    Files.createSymbolicLink(folder.resolve("absolute"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("elsewhere"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(folder.resolve("upwards"), Path.of("../../../../etc/passwd"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertThat(found("/absolute")).isEqualTo("inside");
    assertThat(found("/upwards")).isEqualTo("inside");
    assertThat(found("/../../../etc/passwd")).isEqualTo("inside");
    assertThat(found("/elsewhere")).isEqualTo("errno " + NO_SUCH_FILE);
    assertThat(found("/../../../proc/self/maps")).isEqualTo("errno " + NO_SUCH_FILE);
    assertThat(found("/loop")).isEqualTo("errno 40");
    assertThat(found("/etc")).isEqualTo("not regular");
  }

  @Test
  void theKernelsOwnLinksAreNotFollowed() throws IOException {
    LibC.Result root = LibC.openat(LibC.CURRENT_DIRECTORY, "/proc", LibC.DIRECTORY);
    for (String path : List.of("/self/root/etc/passwd", "/self/exe", "/self/cwd")) {
      LibC.Result named =
          FileCalls.nameInRoot((int) root.value(), path.getBytes(StandardCharsets.UTF_8));
      assertThat(named.errno()).as(path).isIn(40, 18);
    }
    LibC.close((int) root.value());
  }

  /// Opening a pipe without a writer would wait for one.
  @Test
  void aPipeIsNamedButNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(found("/pipe")).isEqualTo("not regular");
  }
}

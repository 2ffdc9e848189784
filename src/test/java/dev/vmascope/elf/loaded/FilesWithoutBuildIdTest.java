package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.object.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/// Libraries of a running program without a build id of the linker: what has their place.
class FilesWithoutBuildIdTest extends LibrariesFixture {
  private static final String WITHOUT_BUILD_ID = "-Wl,--build-id=none";

  /// Puts another file in the place of a library that is mapped.
  private static void replace(Path library, Path by) throws IOException {
    Files.move(by, library, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void withoutABuildIdContentsAreCompared() throws IOException {
    Path library = library("libplain.so", 1, WITHOUT_BUILD_ID);
    Path same = Files.copy(library, folder.resolve("same"));
    Path stripped = folder.resolve("stripped");
    LoadingProgram.run("strip", "-s", "-o", stripped.toString(), library.toString());
    assertThat(Files.size(stripped)).isLessThan(Files.size(library));
    try (LoadingProgram program = start().command("load", library)) {
      replace(library, same);
      assertThat(onDisk(program, "/libplain.so")).isEqualTo(FileChange.SAME_BUILD);
      replace(library, stripped);
      assertThat(onDisk(program, "/libplain.so")).as("stripped").isEqualTo(FileChange.SAME_BUILD);
      replace(library, library("other", 2, WITHOUT_BUILD_ID));
      assertThat(onDisk(program, "/libplain.so")).isEqualTo(FileChange.REPLACED);
      replace(library, library("other", 1, "-Wl,--build-id"));
      assertThat(onDisk(program, "/libplain.so"))
          .as("with a build id")
          .isEqualTo(FileChange.REPLACED);
      replace(library, Files.writeString(folder.resolve("text"), "no object"));
      assertThat(onDisk(program, "/libplain.so")).as("no object").isEqualTo(FileChange.REPLACED);
    }
  }

  private static void note(Path source, String id) throws IOException {
    Files.writeString(
        source,
        """
        .section .note.go.buildid, "a", @note
        .long 4, %d, 4
        .asciz "Go\\0"
        .ascii "%s"
        """
            .formatted(id.length(), id));
  }

  /// What `go build` notes, in objects of gcc.
  @Test
  void theBuildIdOfGoTellsToo() throws IOException {
    Path notes = folder.resolve("note.s");
    note(notes, "action0/main/code1234");
    Path library = library("libgo.so", 1, WITHOUT_BUILD_ID, notes.toString());
    Path relinked = library("relinked", 1, WITHOUT_BUILD_ID, notes.toString(), "-Wl,-z,now");
    note(notes, "action0/main/code5678");
    Path other = library("other", 1, WITHOUT_BUILD_ID, notes.toString());
    try (LoadingProgram program = start().command("load", library)) {
      replace(library, relinked);
      assertThat(onDisk(program, "/libgo.so")).isEqualTo(FileChange.SAME_BUILD);
      replace(library, other);
      assertThat(onDisk(program, "/libgo.so")).isEqualTo(FileChange.REPLACED);
    }
  }

  /// The user of the process may not read the new file: so neither is it compared, nor an update.
  @Test
  void whatMayNotBeReadIsNoUpdate() throws IOException {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path library = library("libplain.so", 1, WITHOUT_BUILD_ID);
    Path other = library("other", 2, WITHOUT_BUILD_ID);
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx--x--x"));
    try (LoadingProgram program =
        start(loads, "setpriv", "--reuid=12345", "--regid=12345", "--clear-groups")) {
      program.command("load", library);
      replace(library, other);
      assertThat(onDisk(program, "/libplain.so")).isEqualTo(FileChange.UNKNOWN);
      assertThat(named(program, "/libplain.so").pathUnknown()).contains(FileContent.Why.FORBIDDEN);
      LoadingProgram.run("rm", library.toString());
      LoadingProgram.run("mkfifo", "-m", "600", library.toString());
      assertThat(onDisk(program, "/libplain.so")).as("a pipe").isEqualTo(FileChange.REPLACED);
    }
  }
}

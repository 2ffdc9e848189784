package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.object.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Libraries of a running program, by names that installers give, and on mounts that are no more:
/// what has their place.
class PlacesOfFilesTest extends LibrariesFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "liborders.so;5c89ece0",
        "liborders.so.#prelink#.N7Jjmj",
        "liborders.so.#prelink#",
        "liborders.so.dpkg-tmp",
        "liborders.so.dpkg-old",
        "liborders.so#new",
        "liborders.so.old",
        "liborders.so~"
      })
  void whatAnInstallerRenamedBelongsWhereItWas(String name) throws IOException {
    Path old = library(name, 1);
    Path again = Files.copy(old, folder.resolve("again"));
    try (LoadingProgram program = start().command("load", old).command("delete", old)) {
      Files.move(again, folder.resolve("liborders.so"));
      assertThat(onDisk(program, name)).isEqualTo(FileChange.SAME_BUILD);
      library("liborders.so", 2);
      assertThat(onDisk(program, name)).isEqualTo(FileChange.REPLACED);
      assertThat(named(program, name).installedPath().latin1()).endsWith("/liborders.so");
      Files.delete(folder.resolve("liborders.so"));
      assertThat(onDisk(program, name)).isEqualTo(FileChange.DELETED);
      library(name, 3);
      assertThat(onDisk(program, name))
          .as("a file of that very name")
          .isEqualTo(FileChange.REPLACED);
      assertThat(named(program, name).installedPath().latin1()).endsWith("/" + name);
    }
  }

  @Test
  void aFileMayReallyBeCalledDeleted() throws IOException {
    Path odd = library("odd (deleted)", 1);
    Path twice = library("odd (deleted) (deleted)", 2);
    Path linked = library("linked", 3);
    Files.createLink(folder.resolve("other name"), linked);
    try (LoadingProgram program = start().command("load", odd).command("load", twice)) {
      program.command("load", linked).command("delete", linked);
      library("odd", 4);
      assertThat(onDisk(program, "/odd (deleted)")).isEqualTo(FileChange.NO);
      assertThat(onDisk(program, "/odd (deleted) (deleted)")).isEqualTo(FileChange.NO);
      assertThat(onDisk(program, "/linked"))
          .as("another directory holds it, and its place nothing")
          .isEqualTo(FileChange.DELETED);
      Files.delete(odd);
      assertThat(onDisk(program, "/odd (deleted)")).isEqualTo(FileChange.DELETED);
    }
  }

  /// Its path is printed from the root of the mount, which is nowhere any more.
  @Test
  void onAMountThatIsNoMoreItIsNotKnown() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    library("libkept.so", 1);
    try (LoadingProgram program =
        startApart().command("bind", folder, mount).command("load", mount.resolve("libkept.so"))) {
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.NO);
      program.command("detach", mount);
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.UNKNOWN);
      assertThat(named(program, "/libkept.so").pathUnknown()).contains(FileContent.Why.HIDDEN);
      program.command("delete", folder.resolve("libkept.so"));
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.UNKNOWN);
    }
  }

  @Test
  void belowAnotherMountItIsNotKnown() throws IOException {
    Path library = library("libkept.so", 1);
    try (LoadingProgram program = startApart().command("load", library).command("cover", folder)) {
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.UNKNOWN);
      assertThat(named(program, "/libkept.so").pathUnknown()).contains(FileContent.Why.HIDDEN);
      program.command("copy", loads, library);
      assertThat(onDisk(program, "/libkept.so"))
          .as("another file there")
          .isEqualTo(FileChange.REPLACED);
    }
  }

  @Test
  void whatACaptureCannotShowIsNotKnown() throws IOException {
    Path process = Files.createDirectory(folder.resolve("17632"));
    for (String file : List.of("stat", "statm", "status")) {
      Files.copy(Path.of("src/test/resources/proc/jvm", file), process.resolve(file));
    }
    Files.writeString(
        process.resolve("maps"),
        """
        00400000-00401000 r-xp 00000000 08:02 11 /usr/sbin/orders
        7f0000000000-7f0000001000 r-xp 00000000 08:02 12 /usr/lib/libssl.so.1.1 (deleted)
        """);
    try (ProcFs captures = LoadingProgram.procFs(folder)) {
      LoadedObjects objects =
          LoadedObjects.of(
              captures
                  .mappedFiles()
                  .objects(17632, ObjectInfoParser.ofAll())
                  .value()
                  .orElseThrow());
      assertThat(objects.all())
          .hasSize(2)
          .allSatisfy(object -> {
            assertThat(object.replacedOnDisk()).isEqualTo(FileChange.UNKNOWN);
            assertThat(object.pathUnknown()).contains(FileContent.Why.NO_ROOT);
            assertThat(object.unread()).contains(FileContent.Why.NO_ROOT);
          });
    }
  }

  /// On a file system that nobody else sees.
  @Test
  void inMountsOfItsOwnAllOfThemAreTold() throws IOException {
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Path first = library("first", 1, "-Wl,--build-id");
    Path second = library("second", 2, "-Wl,--build-id");
    try (LoadingProgram program = startApart().command("cover", hidden)) {
      for (String name : List.of("libkept.so", "libstale.so", "libgone.so")) {
        program.command("copy", first, hidden.resolve(name)).command("load", hidden.resolve(name));
      }
      program
          .command("copy", second, hidden.resolve("new"))
          .command("rename", hidden.resolve("new"), hidden.resolve("libstale.so"))
          .command("delete", hidden.resolve("libgone.so"));
      assertThat(hidden).isEmptyDirectory();
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.NO);
      assertThat(onDisk(program, "/libstale.so")).isEqualTo(FileChange.REPLACED);
      assertThat(onDisk(program, "/libgone.so")).isEqualTo(FileChange.DELETED);
    }
  }

  /// Then the same path leads to both, and each mapping still is of its own.
  @Test
  void whatIsMountedOverAFileIsAnotherOne() throws IOException {
    Path library = library("liborders.so", 1, "-Wl,--build-id");
    Path other = library("other.so", 2, "-Wl,--build-id");
    try (LoadingProgram program = startApart().command("load", library)) {
      Optional<String> mapped = named(program, "/liborders.so").buildId();
      program.command("bind", other, library);
      LoadedObject hidden = named(program, "/liborders.so");
      assertThat(hidden.buildId()).isPresent().isEqualTo(mapped);
      assertThat(hidden.replacedOnDisk()).isEqualTo(FileChange.REPLACED);
      program.command("enter", folder).command("load", "./liborders.so");
      List<LoadedObject> both =
          program.objects().all().stream()
              .filter(object -> object.file().path().latin1().endsWith("/liborders.so"))
              .toList();
      assertThat(both)
          .extracting(LoadedObject::buildId)
          .hasSize(2)
          .doesNotHaveDuplicates()
          .contains(mapped);
      assertThat(both)
          .extracting(LoadedObject::replacedOnDisk)
          .containsExactlyInAnyOrder(FileChange.REPLACED, FileChange.NO);
    }
  }
}

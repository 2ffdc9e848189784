package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.NmSymbol;
import dev.vmascope.elf.ReadelfTest;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.procfs.object.FileContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Programs that are run from memory, that were replaced while they run or have a root of their
/// own, and libraries that are loaded more than once: what has their place, and which symbols they
/// have.
class PlacesOfProgramsTest extends LibrariesFixture {
  /// That all functions of an object are found by their addresses in memory, each copy of it.
  private static void assertSymbols(LoadingProgram program, String name, Path asMapped)
      throws Exception {
    List<Long> biases = named(program, name).place().biases();
    assertThat(biases).isNotEmpty();
    List<NmSymbol> symbols = NmSymbol.all(asMapped);
    for (long bias : biases) {
      int compared = 0;
      for (NmSymbol symbol : symbols) {
        if (symbol.sizeBytes() > 1) {
          String found = program.symbolAt(bias + symbol.address() + 1);
          assertThat(found.replace(" + 1", "")).isIn(symbol.aliases(symbols));
          compared++;
        }
      }
      assertThat(compared).isPositive();
    }
  }

  @Test
  void eachCopyOfALibraryHasItsSymbols() throws Exception {
    Path library = library("libanswer.so", 1, "-Wl,--no-as-needed");
    try (LoadingProgram program = start().command("load", library)) {
      program.command("again", library).command("again", library);
      LoadedObjects objects = program.objects();
      LoadedObject object = LoadingProgram.named(objects, "/libanswer.so");
      assertThat(object.place().biases()).isEqualTo(program.startsOf(library)).hasSize(3);
      assertThat(object.replacedOnDisk()).isEqualTo(FileChange.NO);
      assertThat(object.identity()).contains(MatchedBy.MAP_FILES);
      assertThat(objects.role(object)).contains(LoadedAs.OPENED);
      assertSymbols(program, "/libanswer.so", library);
      LoadedObject libc = LoadingProgram.named(objects, "/libc.so.6");
      assertThat(libc.place().biases())
          .isEqualTo(program.startsOf(Path.of(libc.file().path().text())))
          .hasSize(3);

      Path mapped = Files.move(library, folder.resolve("mapped"));
      Files.copy(mapped, library);
      Files.delete(mapped);
      assertThat(onDisk(program, "/mapped")).isEqualTo(FileChange.DELETED);
      assertSymbols(program, "/mapped", library);
    }
  }

  /// One copy is of the library before it was replaced, the other of the one after.
  @Test
  void twoBuildsOfALibraryHaveTheirOwnSymbols() throws Exception {
    Path library = library("libanswer.so", 1);
    try (LoadingProgram program = start().command("load", library)) {
      Path other = LoadingProgram.library(folder.resolve("other"), "question", 2);
      Path before = Files.copy(library, folder.resolve("before"));
      Files.move(other, library, StandardCopyOption.REPLACE_EXISTING);
      program.command("again", library);
      List<LoadedObject> both =
          program.objects().all().stream()
              .filter(object -> object.file().path().latin1().endsWith("/libanswer.so"))
              .toList();
      assertThat(both)
          .extracting(LoadedObject::replacedOnDisk)
          .containsExactlyInAnyOrder(FileChange.REPLACED, FileChange.NO);
      for (LoadedObject object : both) {
        boolean stale = object.replacedOnDisk() == FileChange.REPLACED;
        Path file = stale ? before : library;
        String function = stale ? "answer" : "question";
        long bias = object.place().biases().getFirst();
        assertThat(program.symbolAt(bias + NmSymbol.address(file, function)))
            .isEqualTo(function + " + 0");
      }
    }
  }

  @Test
  void aProgramThatIsRunFromMemoryHasNoPlace() throws Exception {
    try (LoadingProgram program = start().command("start", loads)) {
      LoadedObjects objects = program.objects();
      LoadedObject object = LoadingProgram.named(objects, "memfd:started");
      assertThat(object.file().kind()).isEqualTo(MappingKind.MEMFD);
      assertThat(object.replacedOnDisk()).isEqualTo(FileChange.NOT_APPLICABLE);
      assertThat(object.identity()).contains(MatchedBy.MAP_FILES);
      assertThat(object.buildId()).isEqualTo(ReadelfTest.parsed(loads).buildId()).isPresent();
      assertThat(objects.role(object)).contains(LoadedAs.PROGRAM);
      assertThat(objects.role(LoadingProgram.named(objects, "/libc.so.6")))
          .contains(LoadedAs.NEEDED);
      assertSymbols(program, "memfd:started", loads);
    }
  }

  @Test
  void aProgramThatWasReplacedHasItsOwnSymbols() throws Exception {
    Path running = Files.copy(loads, folder.resolve("running"));
    try (LoadingProgram program = start(running)) {
      assertThat(onDisk(program, "/running")).isEqualTo(FileChange.NO);
      Files.move(
          Files.copy(loads, folder.resolve("same")), running, StandardCopyOption.REPLACE_EXISTING);
      assertThat(onDisk(program, "/running")).isEqualTo(FileChange.SAME_BUILD);
      Files.move(library("other", 1), running, StandardCopyOption.REPLACE_EXISTING);
      assertThat(onDisk(program, "/running")).isEqualTo(FileChange.REPLACED);
      assertSymbols(program, "/running", loads);
      Files.delete(running);
      assertThat(onDisk(program, "/running")).isEqualTo(FileChange.DELETED);
      LoadedObjects objects = program.objects();
      LoadedObject object = LoadingProgram.named(objects, "/running");
      assertThat(objects.role(object)).contains(LoadedAs.PROGRAM);
      assertThat(object.identity()).contains(MatchedBy.MAP_FILES);
      assertSymbols(program, "/running", loads);
    }
  }

  @Test
  void aLineBreakIsAPartOfAPath() throws Exception {
    Path broken = Files.createDirectory(folder.resolve("two\nlines\n"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), broken);
    Path running = Files.copy(loads, broken.resolve("run\nning"));
    Path library = library("two\nlines\n/liban\nswer.so", 1, "-Wl,--build-id");
    Files.createSymbolicLink(folder.resolve("answer.so"), library);
    Path again = Files.copy(library, folder.resolve("again"));
    try (LoadingProgram program = start(running).command("load", folder.resolve("answer.so"))) {
      LoadedObjects objects = program.objects();
      LoadedObject object = LoadingProgram.named(objects, "/liban\nswer.so");
      assertThat(object.file().path().text()).isEqualTo(library.toString());
      assertThat(object.place().biases()).isEqualTo(program.startsOf(library)).hasSize(1);
      assertThat(object.replacedOnDisk()).isEqualTo(FileChange.NO);
      assertThat(object.identity()).contains(MatchedBy.MAP_FILES);
      assertThat(objects.role(LoadingProgram.named(objects, "/run\nning")))
          .contains(LoadedAs.PROGRAM);
      assertThat(onDisk(program, "/run\nning")).isEqualTo(FileChange.NO);
      assertSymbols(program, "/run\nning", loads);
      assertSymbols(program, "/liban\nswer.so", library);
      Files.move(again, library, StandardCopyOption.REPLACE_EXISTING);
      assertThat(onDisk(program, "/liban\nswer.so")).isEqualTo(FileChange.SAME_BUILD);
      Files.copy(library("other", 2), library, StandardCopyOption.REPLACE_EXISTING);
      assertThat(onDisk(program, "/liban\nswer.so")).isEqualTo(FileChange.REPLACED);
      Files.delete(link);
      Files.delete(library);
      assertThat(onDisk(program, "/liban\nswer.so")).isEqualTo(FileChange.DELETED);
    }
  }

  /// Its paths are printed from the root of who reads them. The same paths from its own root lead
  /// to other files, which it does not have.
  @Test
  void inARootOfItsOwnAllOfThemAreReported() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path outside = library("liboutside.so", 1);
    Path decoys = Files.createDirectories(root.resolve(Path.of("/").relativize(root)));
    for (String name : List.of("libkept.so", "libstale.so", "libgone.so")) {
      library("root/" + name, 1, "-Wl,--build-id");
      library("decoy", 3, "-Wl,--build-id");
      Files.move(folder.resolve("decoy"), decoys.resolve(name));
    }
    try (LoadingProgram program = start().command("load", outside).command("root", root)) {
      program
          .command("load", "/libkept.so")
          .command("load", "/libstale.so")
          .command("load", "/libgone.so");
      Path kept = root.resolve("libkept.so");
      Files.move(
          library("new", 2, "-Wl,--build-id"),
          root.resolve("libstale.so"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.delete(root.resolve("libgone.so"));
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.NO);
      assertThat(onDisk(program, "/libstale.so")).isEqualTo(FileChange.REPLACED);
      assertThat(onDisk(program, "/libgone.so")).isEqualTo(FileChange.DELETED);
      assertThat(named(program, "/libkept.so").identity()).contains(MatchedBy.MAP_FILES);
      assertThat(named(program, "/libkept.so").file().path().text()).isEqualTo(kept.toString());
      assertSymbols(program, "/libkept.so", kept);
      assertSymbols(program, "/libgone.so", kept);
      assertThat(onDisk(program, "/liboutside.so")).isEqualTo(FileChange.UNKNOWN);
      assertThat(named(program, "/liboutside.so").pathUnknown()).contains(FileContent.Why.FAILED);
      assertSymbols(program, "/liboutside.so", outside);
    }
  }

  /// Then the kernel lists those of its mounts alone that lie below its root.
  @Test
  void inARootOfItsOwnMountsAllOfThemAreReported() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    Path library = library("first", 1, "-Wl,--build-id");
    try (LoadingProgram program = startApart().command("cover", root)) {
      for (String name : List.of("libkept.so", "libgone.so")) {
        program.command("copy", library, root.resolve(name));
      }
      program.command("root", root).command("load", "/libkept.so").command("load", "/libgone.so");
      program.command("delete", "/libgone.so");
      assertThat(onDisk(program, "/libkept.so")).isEqualTo(FileChange.NO);
      assertThat(onDisk(program, "/libgone.so")).isEqualTo(FileChange.DELETED);
      assertSymbols(program, "/libgone.so", library);
    }
  }
}

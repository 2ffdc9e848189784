package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.ElfParser;
import dev.vmascope.elf.ElfResult;
import dev.vmascope.elf.HeldBytes;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Libraries that are needed by other names than their own, by programs that gcc has made and the
/// dynamic linker of this machine runs.
class NeededLibrariesTest extends LibrariesFixture {
  @BeforeEach
  void makeLinks() throws IOException {
    Files.createDirectory(folder.resolve("links"));
  }

  /// A library that needs another one, by the name that this one is given to the linker.
  private Path needing(String name, String... options) {
    return LoadingProgram.library(folder.resolve(name), "needing", 1, options);
  }

  /// What an object needs, each with the end of the path that it was found at.
  private List<String> needed(LoadedObjects objects, String by) {
    LoadedObject object = LoadingProgram.named(objects, by);
    return object.facts().flatMap(ObjectInfo::needed).orElseThrow().stream()
        .filter(name -> !name.latin1().startsWith("libc.so"))
        .map(name -> name.latin1().replace(folder + "/", "") + " " + state(objects, object, name))
        .toList();
  }

  private String state(LoadedObjects objects, LoadedObject by, RawText name) {
    String missing = objects.isMissing(by, name) ? "missing" : "unknown";
    return objects
        .find(name)
        .map(found -> found.file().path().latin1().replace(folder + "/", ""))
        .orElse(missing);
  }

  @Test
  void aPathThatIsRelativeIsFollowed() throws IOException {
    LoadingProgram.library(folder.resolve("libplain.so"), "zoo", 1);
    LoadingProgram.run(
        "sh",
        "-c",
        "cd '%s' && mkdir deep && cp libplain.so deep/libdeep.so && echo 'int a(void){return 1;}' > a.c"
                .formatted(folder)
            + " && gcc -shared -fPIC -Wl,--no-as-needed -o libuser.so a.c ./libplain.so deep/libdeep.so");
    try (LoadingProgram program = start()) {
      program.command("enter", folder).command("load", "./libuser.so").command("enter", "/");
      LoadedObjects objects = program.objects();
      assertThat(needed(objects, "/libuser.so"))
          .containsExactly("./libplain.so libplain.so", "deep/libdeep.so deep/libdeep.so");
      assertThat(objects.role(LoadingProgram.named(objects, "/libplain.so")))
          .contains(LoadedAs.NEEDED);
      assertThat(objects.role(LoadingProgram.named(objects, "/libuser.so")))
          .contains(LoadedAs.OPENED);
    }
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    LoadingProgram.library(folder.resolve("libreal-1.2.so"), "zoo", 1);
    Files.createSymbolicLink(folder.resolve("link.so"), Path.of("libreal-1.2.so"));
    needing("libuser.so", "-Wl,--no-as-needed", in("link.so"));
    try (LoadingProgram program = start()) {
      program.command("load", in("libuser.so"));
      LoadedObjects objects = program.objects();
      assertThat(needed(objects, "/libuser.so")).containsExactly("link.so libreal-1.2.so");
      assertThat(objects.role(LoadingProgram.named(objects, "/libreal-1.2.so")))
          .contains(LoadedAs.NEEDED);
    }
  }

  @Test
  void aChainOfLinksInADirectoryOfItsOwnIsFollowed() throws IOException {
    LoadingProgram.library(folder.resolve("libreal-1.2.so"), "zoo", 1);
    Files.createSymbolicLink(folder.resolve("links/libreal.so"), Path.of("libreal.so.1"));
    Files.createSymbolicLink(
        folder.resolve("links/libreal.so.1"), folder.resolve("links/../libreal-1.2.so"));
    needing("libuser.so", "-Wl,--no-as-needed,-rpath,$ORIGIN/links", "-L" + in("links"), "-lreal");
    try (LoadingProgram program = start()) {
      program.command("load", in("libuser.so"));
      LoadedObjects objects = program.objects();
      assertThat(needed(objects, "/libuser.so")).containsExactly("libreal.so libreal-1.2.so");
    }
  }

  /// As where one library has taken the place of another, which has another name.
  @Test
  void aLinkToALibraryOfAnotherNameIsFollowed() throws IOException {
    LoadingProgram.library(folder.resolve("stub.so"), "zoo", 1, "-Wl,-soname,libold.so.1");
    LoadingProgram.library(folder.resolve("libnew.so.1.1"), "zoo", 1, "-Wl,-soname,libnew.so.1");
    Files.createSymbolicLink(folder.resolve("links/libold.so.1"), Path.of("../libnew.so.1.1"));
    needing("libuser.so", "-Wl,--no-as-needed,-rpath,$ORIGIN/links", in("stub.so"));
    try (LoadingProgram program = start()) {
      program.command("load", in("libuser.so"));
      assertThat(needed(program.objects(), "/libuser.so"))
          .containsExactly("libold.so.1 libnew.so.1.1");
    }
  }

  /// Places that only the linker works out: of the object itself, in a name and in a list.
  @Test
  void theOriginOfTheObjectIsPutIn() throws IOException {
    LoadingProgram.library(folder.resolve("libreal-1.2.so"), "zoo", 1);
    Files.createDirectories(folder.resolve("deep/lib"));
    Files.createSymbolicLink(folder.resolve("links/libreal.so"), Path.of("../libreal-1.2.so"));
    Files.createSymbolicLink(folder.resolve("deep/lib/libown.so"), Path.of("../../libown-2.so"));
    LoadingProgram.library(
        folder.resolve("stub.so"), "zoo", 1, "-Wl,-soname,$ORIGIN/links/libreal.so");
    LoadingProgram.library(folder.resolve("libown-2.so"), "own", 1);
    needing(
        "libuser.so",
        "-Wl,--no-as-needed,-rpath,${ORIGIN}/deep/$LIB",
        in("stub.so"),
        "-L" + in("deep/lib"),
        "-lown");
    Files.createSymbolicLink(folder.resolve("deep/lib64"), Path.of("lib"));
    Files.createDirectories(folder.resolve("deep/lib/x86_64-linux-gnu"));
    Files.createSymbolicLink(
        folder.resolve("deep/lib/x86_64-linux-gnu/libown.so"), Path.of("../../../libown-2.so"));
    try (LoadingProgram program = start()) {
      program.command("load", in("libuser.so"));
      assertThat(needed(program.objects(), "/libuser.so"))
          .containsExactly("$ORIGIN/links/libreal.so libreal-1.2.so", "libown.so libown-2.so");
    }
  }

  /// The obsolete list counts for what is needed further on, too.
  @Test
  void theListOfTheProgramIsFollowedForItsLibraries() throws IOException {
    LoadingProgram.library(folder.resolve("libreal-1.2.so"), "zoo", 1);
    Files.createSymbolicLink(folder.resolve("links/libreal.so"), Path.of("../libreal-1.2.so"));
    needing("libuser.so", "-Wl,--no-as-needed", "-L" + in("links"), "-lreal");
    Path program = folder.resolve("program");
    LoadingProgram.run(
        "gcc",
        "-o",
        program.toString(),
        "src/test/programs/loads/loads.c",
        "-Wl,--no-as-needed,--disable-new-dtags,-rpath,$ORIGIN:$ORIGIN/links",
        in("libuser.so"),
        "-L" + in("links"),
        "-lreal");
    try (LoadingProgram running = start(program)) {
      LoadedObjects objects = running.objects();
      assertThat(needed(objects, "/libuser.so")).containsExactly("libreal.so libreal-1.2.so");
      assertThat(objects.role(LoadingProgram.named(objects, "/libreal-1.2.so")))
          .contains(LoadedAs.NEEDED);
    }
  }

  /// The linker was told of the directory in the environment, which is not read.
  @Test
  void whatOnlyTheEnvironmentLeadsToIsNotSaidToBeMissing() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    LoadingProgram.library(folder.resolve("elsewhere/libreal-1.2.so"), "zoo", 1);
    Files.createSymbolicLink(
        folder.resolve("links/libreal.so"), folder.resolve("elsewhere/libreal-1.2.so"));
    needing("libuser.so", "-Wl,--no-as-needed", "-L" + in("links"), "-lreal");
    try (LoadingProgram program =
        LoadingProgram.start(Map.of("LD_LIBRARY_PATH", in("links")), loads.toString())) {
      program.command("load", in("libuser.so"));
      LoadedObjects objects = program.objects();
      assertThat(needed(objects, "/libuser.so")).containsExactly("libreal.so unknown");
      assertThat(objects.hasUnidentified(LoadingProgram.named(objects, "/libuser.so"))).isTrue();
      assertThat(objects.role(LoadingProgram.named(objects, "/libreal-1.2.so"))).isEmpty();
    }
  }

  /// A link that leads out of what is mapped is no proof.
  @Test
  void aLinkToAnotherFileFindsNothing() throws IOException {
    LoadingProgram.library(folder.resolve("libreal-1.2.so"), "zoo", 1);
    Files.createSymbolicLink(folder.resolve("link.so"), Path.of("libreal-1.2.so"));
    needing("libuser.so", "-Wl,--no-as-needed", in("link.so"));
    try (LoadingProgram program = start()) {
      program.command("load", in("libuser.so"));
      Files.delete(folder.resolve("link.so"));
      Files.createSymbolicLink(folder.resolve("link.so"), Path.of("/etc/passwd"));
      assertThat(needed(program.objects(), "/libuser.so")).containsExactly("link.so unknown");
      Files.delete(folder.resolve("link.so"));
      Files.createSymbolicLink(folder.resolve("link.so"), Path.of("link.so"));
      assertThat(needed(program.objects(), "/libuser.so")).containsExactly("link.so unknown");
    }
  }

  @Test
  void whatIsMappedAsDataLacksWhatItNeeds() throws IOException {
    LoadingProgram.library(folder.resolve("libother.so"), "zoo", 1);
    needing("libuser.so", "-Wl,--no-as-needed", "-L" + folder, "-lother");
    try (LoadingProgram program = start()) {
      program.command("map", in("libuser.so"));
      assertThat(needed(program.objects(), "/libuser.so")).containsExactly("libother.so missing");
    }
  }

  @Test
  void theProgramIsTheOneThatTheLinkerWasGiven() throws IOException {
    ElfResult parsed = ElfParser.parse(HeldBytes.of(loads));
    RawText asked = ((ElfResult.Parsed) parsed).object().interpreter().orElseThrow();
    Path linker = Path.of(asked.text()).toRealPath();
    Path copy = Files.copy(linker, folder.resolve(linker.getFileName()));
    for (Path one : List.of(linker, copy)) {
      try (LoadingProgram program = start(loads, one.toString())) {
        LoadedObjects objects = program.objects();
        assertThat(objects.role(LoadingProgram.named(objects, "/loads")))
            .contains(LoadedAs.PROGRAM);
        assertThat(objects.role(LoadingProgram.named(objects, one.toString())))
            .contains(LoadedAs.INTERPRETER);
        assertThat(objects.role(LoadingProgram.named(objects, "/libc.so.6")))
            .contains(LoadedAs.NEEDED);
      }
    }
  }
}

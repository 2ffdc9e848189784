package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Paths at which needed libraries are looked for, of objects that would have far too many, or far
/// too long ones.
class LibraryPathBoundsTest extends LibrariesFixture {
  /// A name of the directory of the object over and over, in a directory that is called like it.
  @Test
  void aNameThatGrowsIsCutShort() throws IOException {
    Path deep = Files.createDirectory(folder.resolve("$ORIGIN".repeat(36)));
    Path stub =
        LoadingProgram.library(
            folder.resolve("stub.so"), "zoo", 1, "-Wl,-soname," + "${ORIGIN}".repeat(450));
    Path user =
        LoadingProgram.library(
            deep.resolve("libuser.so"), "needing", 1, "-Wl,--no-as-needed", stub.toString());
    try (LoadingProgram program = start()) {
      program.command("map", user);
      assertThat(LoadedObjects.otherPaths(program.reading().objects(), Optional.empty()))
          .allMatch(path -> path.latin1().length() < 4096);
      LoadedObjects objects = program.objects();
      LoadedObject object = LoadingProgram.named(objects, "/libuser.so");
      assertThat(object.facts().flatMap(ObjectInfo::needed).orElseThrow().getFirst().latin1())
          .startsWith("${ORIGIN}${ORIGIN}");
    }
  }

  /// Each of them would be looked for in each directory.
  @Test
  void pathsThatAreTriedAreBounded() throws IOException {
    StringBuilder stubs =
        new StringBuilder("cd '" + folder + "' && echo 'int a(void){return 1;}' > a.c");
    stubs.append(" && gcc -shared -fPIC -o one.so a.c && for i in $(seq 300); do");
    stubs.append(" cp one.so not-there-$i.so; done");
    stubs.append(" && gcc -shared -fPIC -Wl,--no-as-needed -L. -o libuser.so a.c");
    stubs.append(" $(seq 300 | sed 's/.*/-l:not-there-&.so/') && rm not-there-*");
    LoadingProgram.run("sh", "-c", stubs.toString());
    try (LoadingProgram program = start()) {
      program.command("map", folder.resolve("libuser.so"));
      assertThat(LoadedObjects.otherPaths(program.reading().objects(), Optional.empty()).size())
          .isBetween(1000, 2100);
    }
  }
}

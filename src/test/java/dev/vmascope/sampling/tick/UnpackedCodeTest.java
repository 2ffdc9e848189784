package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.loaded.LoadingProgram;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.rule.MappingInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/// Libraries that a program deletes while it runs them, and libraries that others delete: the
/// findings of a real process.
class UnpackedCodeTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));

  private static final String GONE = "deleted-code medium";
  private static final String UNPACKED = "unpacked-code low";

  private final ProcFs procFs = LoadingProgram.procFs(Path.of("/proc"));
  private Path folder = Path.of("");
  private Path loads = Path.of("");
  private Path library = Path.of("");

  /// Not below a directory for temporary files.
  @BeforeEach
  void makeALibrary() throws IOException {
    folder =
        Files.createTempDirectory(
                Path.of(System.getProperty("user.home")).toRealPath(), "vmascope-unpacked")
            .toRealPath();
    loads = LoadingProgram.compile(folder);
    library = LoadingProgram.library(folder.resolve("libnative.so"), "answer", 1);
    Files.setLastModifiedTime(library, LONG_AGO);
  }

  @AfterEach
  void removeIt() throws IOException {
    procFs.close();
    FileSystemUtils.deleteRecursively(folder);
  }

  private LoadingProgram start() {
    return LoadingProgram.start(Map.of(), loads.toString());
  }

  private Path in(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.resolveSibling("."));
    return path;
  }

  /// What is found, but for where code lies.
  private List<String> found(LoadingProgram program) throws IOException {
    MappingInspector inspector =
        new JitAllowList(new FindingProperties(List.of("loads")))
            .inspector(procFs.read(program.pid()).value().orElseThrow());
    try (ListingReading reading = procFs.readMaps(program.pid()).value().orElseThrow()) {
      MappingReader parser =
          MappingReader.ofMaps(reading.listing().value().orElseThrow().stream(), "maps");
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        inspector.inspect(next);
      }
      return new DeletedFileChecker(procFs)
          .check(reading.process(), inspector).stream()
              .map(finding -> finding.rule() + " " + finding.severity())
              .filter(rule -> !rule.startsWith("temporary-code"))
              .toList();
    }
  }

  /// As libraries of Java packages do: into a file of a name that nobody knows.
  @Test
  void whatTheProgramWroteItselfIsNoAlarm() throws IOException {
    Path own = in("work/libnative-8836421.so");
    try (LoadingProgram program = start()) {
      program.command("copy", library, own).command("load", own);
      assertThat(found(program)).isEmpty();
      program.command("delete", own);
      assertThat(found(program)).containsExactly(UNPACKED);
    }
  }

  @Test
  void whatWasThereBeforeIsOfAPackage() throws IOException {
    try (LoadingProgram program = start().command("load", library)) {
      Files.delete(library);
      assertThat(found(program)).containsExactly(GONE);
    }
  }

  /// A package is unpacked with the times of its files.
  @Test
  void whatIsNewButOldByItsTimeIsOfAPackage() throws IOException {
    try (LoadingProgram program = start()) {
      Path installed = Files.copy(library, in("libplugin.so"));
      Files.setLastModifiedTime(installed, LONG_AGO);
      program.command("load", installed);
      Files.delete(installed);
      assertThat(found(program)).containsExactly(GONE);
    }
  }

  /// Unpacked by its parent, or before an exec.
  @Test
  void inADirectoryForTemporaryFilesItMayBeOlder() throws IOException {
    for (String name : List.of(".cache/JNA/temp/jna98137.tmp", "Temp/x.so", "tmp/y.so")) {
      Path older = Files.copy(library, in(name));
      Files.setLastModifiedTime(older, LONG_AGO);
      try (LoadingProgram program = start().command("load", older)) {
        Files.delete(older);
        assertThat(found(program)).as(name).containsExactly(UNPACKED);
      }
    }
  }

  @Test
  void whatBelongsToAnotherUserWasNotUnpackedByThisOne() throws IOException {
    Path foreign = in("tmp/foreign.so");
    try (LoadingProgram program = start()) {
      program.command("copy", library, foreign);
      Files.setAttribute(foreign, "unix:uid", 12_345);
      program.command("load", foreign).command("delete", foreign);
      assertThat(found(program)).containsExactly(GONE);
    }
  }

  @Test
  void theProgramItselfIsNeverTakenForALibrary() throws IOException {
    Path hidden = Files.copy(loads, in("tmp/loads"));
    try (LoadingProgram program = LoadingProgram.start(Map.of(), hidden.toString())) {
      Files.delete(hidden);
      assertThat(found(program)).containsExactly(GONE);
    }
  }

  @Test
  void anotherFileInItsPlaceIsAnUpdateWhoeverWroteIt() throws IOException {
    Path own = in("tmp/libnative.so");
    try (LoadingProgram program = start()) {
      program.command("copy", library, own).command("load", own).command("delete", own);
      LoadingProgram.library(own, "answer", 2);
      assertThat(found(program)).containsExactly("stale-library medium");
    }
  }
}

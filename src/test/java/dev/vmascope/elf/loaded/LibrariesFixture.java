package dev.vmascope.elf.loaded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An empty folder for the libraries of each test, and the program `loads`, which loads them.
abstract class LibrariesFixture {
  @TempDir static Path programs = Path.of("");

  /// The program.
  static Path loads = Path.of("");

  @TempDir Path temporary = Path.of("");

  /// The folder, by a path without links.
  Path folder = Path.of("");

  @BeforeAll
  static void compile() throws IOException {
    loads = LoadingProgram.compile(programs.toRealPath());
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("libraries"));
  }

  /// The path of a file of the folder.
  final String in(String name) {
    return folder.resolve(name).toString();
  }

  /// Makes a library in the folder.
  ///
  /// @param options of gcc
  final Path library(String name, int answer, String... options) {
    return LoadingProgram.library(folder.resolve(name), "answer", answer, options);
  }

  /// Starts the program.
  static LoadingProgram start() {
    return start(loads);
  }

  /// Starts a program that does what it does.
  ///
  /// @param command what starts it
  static LoadingProgram start(Path program, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(program.toString());
    return LoadingProgram.start(Map.of(), all.toArray(String[]::new));
  }

  /// Starts the program so that it sees mounts of its own, which nobody else sees.
  static LoadingProgram startApart() {
    return start(loads, "unshare", "--user", "--map-root-user", "--mount");
  }

  /// Its object whose path ends so.
  static LoadedObject named(LoadingProgram program, String name) {
    return LoadingProgram.named(program.objects(), name);
  }

  /// What became of the file of that.
  static FileChange onDisk(LoadingProgram program, String name) {
    return named(program, name).replacedOnDisk();
  }
}

package dev.vmascope.elf.loaded;

import dev.vmascope.Shell;
import dev.vmascope.elf.SymbolSearch;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.object.MappedFilesReading;
import dev.vmascope.procfs.scan.ScanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The program `loads`, which loads and changes libraries on command, and its objects as read.
public final class LoadingProgram implements AutoCloseable {
  private final Process process;
  private final ProcFs procFs = procFs(Path.of("/proc"));

  private LoadingProgram(Process process) {
    this.process = process;
  }

  /// A proc file system, or a folder of captures.
  public static ProcFs procFs(Path root) {
    return new ProcFs(
        root,
        1,
        Duration.ofSeconds(20),
        new ScanLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
        Clock.systemUTC());
  }

  /// Compiles it.
  public static Path compile(Path folder) {
    Path binary = folder.resolve("loads");
    gcc("-o", binary.toString(), "src/test/programs/loads/loads.c", "-ldl");
    return binary;
  }

  /// Makes a library with one function.
  ///
  /// @param options of gcc
  public static Path library(Path file, String function, int answer, String... options) {
    try {
      Path source = file.resolveSibling("source.c");
      Files.writeString(source, "int %s(void) { return %d; }\n".formatted(function, answer));
      List<String> command =
          new ArrayList<>(List.of("-shared", "-fPIC", "-o", file.toString(), source.toString()));
      command.addAll(List.of(options));
      gcc(command.toArray(String[]::new));
      Files.delete(source);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void gcc(String... options) {
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(List.of(options));
    run(command.toArray(String[]::new));
  }

  /// Runs a command that must succeed.
  public static void run(String... command) {
    try {
      Shell.Result result = Shell.run(command);
      if (result.status() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + result.errors());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Starts it.
  ///
  /// @param command it, maybe behind what starts it
  public static LoadingProgram start(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      LoadingProgram program =
          new LoadingProgram(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
      program.awaitReady("its start");
      return program;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Sends it a command, and waits until that is done.
  public LoadingProgram command(String what, Object... arguments) throws IOException {
    StringBuilder line = new StringBuilder(what);
    for (Object argument : arguments) {
      line.append('\t').append(argument);
    }
    process.outputWriter().append(line).append('\n').flush();
    awaitReady(line.toString());
    return this;
  }

  private void awaitReady(String what) throws IOException {
    if (!"READY".equals(process.inputReader().readLine())) {
      throw new AssertionError(what + " failed");
    }
  }

  public int pid() {
    return Math.toIntExact(process.pid());
  }

  /// What is read of it now.
  MappedFilesReading<ObjectSummary> reading() {
    return procFs.mappedFiles().objects(pid(), ObjectInfoParser.ofAll()).value().orElseThrow();
  }

  LoadedObjects objects() {
    return LoadedObjects.of(reading());
  }

  /// The symbol at an address, and how far behind its start that is.
  String symbolAt(long address) {
    return procFs
        .mappedFiles()
        .objects(pid(), ObjectInfoParser.at(address))
        .value()
        .orElseThrow()
        .objects()
        .stream()
        .flatMap(mapped -> LoadedObject.of(mapped).stream())
        .map(object -> object.summary().orElseThrow())
        .map(summary -> ((ObjectSummary.Known) summary).symbol().orElseThrow())
        .map(search -> ((SymbolSearch.Found) search).symbol())
        .map(symbol -> symbol.name().text() + " + " + symbol.distanceBytes())
        .collect(Collectors.joining(", "));
  }

  /// Where the kernel says that the beginning of a file is mapped, in ascending order.
  List<Long> startsOf(Path file) throws IOException {
    String end = " " + file.toString().replace("\n", "\\012");
    return Files.readAllLines(Path.of("/proc", Integer.toString(pid()), "maps")).stream()
        .filter(line -> line.endsWith(end) && line.split(" ", -1)[2].equals("00000000"))
        .map(line -> Long.parseUnsignedLong(line.replaceAll("-.*", ""), 16))
        .toList();
  }

  /// The object whose path ends so.
  static LoadedObject named(LoadedObjects objects, String end) {
    return objects.all().stream()
        .filter(object -> object.file().path().latin1().endsWith(end))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + end));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    procFs.close();
  }
}

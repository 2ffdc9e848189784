package dev.vmascope.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program that runs from copies of itself and of its libraries, so that it maps no page that
/// anybody else maps: while it looks at another process, it changes none of the counts by which
/// shared memory is divided.
public final class IsolatedProgram {
  private static final Pattern LIBRARY = Pattern.compile("^\\s*(?:(\\S+) => )?(/\\S+) \\(0x");

  private final Path folder;
  private final Path loader;
  private final Path program;

  private IsolatedProgram(Path folder, Path loader, Path program) {
    this.folder = folder;
    this.loader = loader;
    this.program = program;
  }

  /// A copy of a program in a folder of its own, with the libraries that it needs.
  ///
  /// @param plugins what it may load as well, whose libraries it needs too
  public static IsolatedProgram of(Path binary, List<Path> plugins) throws IOException {
    Path folder = Files.createTempDirectory("vmascope-isolated");
    Path loader = folder;
    List<String> ldd = new ArrayList<>(List.of("ldd", binary.toString()));
    plugins.forEach(plugin -> ldd.add(plugin.toString()));
    for (String line : run(ldd)) {
      Matcher matcher = LIBRARY.matcher(line);
      if (matcher.find()) {
        Path library = Path.of(matcher.group(2)).toRealPath();
        boolean isLoader = matcher.group(1) == null;
        String name = isLoader ? library.getFileName().toString() : matcher.group(1);
        Path copy = folder.resolve(name);
        if (!Files.exists(copy)) {
          Files.copy(library, copy);
        }
        loader = isLoader ? copy : loader;
      }
    }
    if (loader.equals(folder)) {
      throw new IllegalStateException("no loader in what ldd says of " + binary);
    }
    Path program = Files.copy(binary.toRealPath(), folder.resolve("program"));
    return new IsolatedProgram(folder, loader, program);
  }

  /// Runs it, and gives what it prints.
  ///
  /// @throws IllegalStateException if it fails
  public List<String> run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(loader.toString(), "--library-path", folder.toString(), program.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static List<String> run(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
              .lines()
              .toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed");
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

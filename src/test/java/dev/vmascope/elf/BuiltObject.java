package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Objects that gcc makes of small sources, and what is found in them.
final class BuiltObject {
  private BuiltObject() {}

  /// Compiles and links a source.
  ///
  /// @param folder where it is made
  /// @param source of C if it begins with `#`, else of the assembler
  /// @param options of gcc
  static Path built(Path folder, String source, String... options) throws Exception {
    String suffix = source.startsWith("#") ? ".c" : ".s";
    Path file = Files.writeString(folder.resolve("source" + suffix), source);
    Path built = folder.resolve("built");
    List<String> command = new ArrayList<>(List.of("gcc", "-o", built.toString()));
    command.addAll(List.of(options));
    command.add(file.toString());
    Shell.Result result = Shell.run(folder, Map.of(), command.toArray(String[]::new));
    assertThat(result.status()).as(result.errors()).isZero();
    return built;
  }

  /// The object in a file, of which nothing is wrong.
  static ElfObject parsed(OpenedBytes bytes) {
    ElfResult.Parsed parsed = (ElfResult.Parsed) ElfParser.parse(bytes);
    assertThat(parsed.complaints()).isEmpty();
    return parsed.object();
  }

  static ElfObject parsed(Path file) throws IOException {
    try (OpenedBytes bytes = OpenedBytes.of(file)) {
      return parsed(bytes);
    }
  }

  /// The symbol at an address or before it, with the distance.
  static String nearest(Path object, long address) throws IOException {
    try (OpenedBytes bytes = OpenedBytes.of(object)) {
      NearestSymbol found = ((SymbolSearch.Found) ElfParser.nearest(bytes, address)).symbol();
      return found.name().text() + (found.contains() ? " + " : ", then ") + found.distanceBytes();
    }
  }

  /// The address of a symbol, as `readelf` has it.
  static long symbol(Path object, String name) throws Exception {
    return Shell.run("readelf", "-W", "-s", object.toString())
        .output()
        .lines()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> Long.parseLong(line.strip().split("[: ]+", -1)[1], 16))
        .findFirst()
        .orElseThrow();
  }
}

package dev.vmascope.elf;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A function or a variable of an object, as `nm` of binutils has it.
///
/// @param address in the object
/// @param sizeBytes 0, if it does not say
public record NmSymbol(String name, long address, long sizeBytes) {
  private static final Set<String> KINDS = Set.of("FUNC", "OBJECT", "<OS specific>: 10");

  /// All of an object.
  public static List<NmSymbol> all(Path object) throws IOException, InterruptedException {
    return listed("-S", object);
  }

  /// Those that other objects may bind to, less their versions.
  static List<NmSymbol> dynamic(Path object) throws IOException, InterruptedException {
    return listed("-D", object).stream()
        .map(symbol ->
            new NmSymbol(symbol.name.replaceAll("@.*", ""), symbol.address, symbol.sizeBytes))
        .toList();
  }

  private static List<NmSymbol> listed(String option, Path object)
      throws IOException, InterruptedException {
    return Shell.run("nm", option, "--defined-only", "-f", "sysv", object.toString())
        .output()
        .lines()
        .map(line -> line.split(" *\\| *", -1))
        .filter(fields -> fields.length == 7 && KINDS.contains(fields[3]))
        .filter(fields -> !fields[6].equals("*ABS*"))
        .map(fields -> new NmSymbol(fields[0], hex(fields[1]), hex(fields[4])))
        .toList();
  }

  private static long hex(String digits) {
    return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 16);
  }

  /// The names of all that start where this one does.
  public Set<String> aliases(List<NmSymbol> all) {
    return all.stream()
        .filter(other -> other.address == address)
        .map(NmSymbol::name)
        .collect(Collectors.toSet());
  }

  /// Where one starts.
  public static long address(Path object, String name) throws IOException, InterruptedException {
    return all(object).stream()
        .filter(symbol -> symbol.name.equals(name))
        .findFirst()
        .orElseThrow()
        .address;
  }
}

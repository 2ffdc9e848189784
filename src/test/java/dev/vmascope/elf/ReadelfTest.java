package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs and libraries of this machine, and what gcc and strip make of one: all that is
/// parsed is what `readelf` of binutils says.
public class ReadelfTest {
  private static final int MOST = 150;

  @TempDir private Path folder = Path.of("");

  public static ElfObject parsed(Path file) throws IOException {
    ElfResult elf = ElfParser.parse(HeldBytes.of(file));
    assertThat(elf).as(file.toString()).isInstanceOf(ElfResult.Parsed.class);
    ElfResult.Parsed readable = (ElfResult.Parsed) elf;
    assertThat(readable.complaints()).as(file.toString()).isEmpty();
    return readable.object();
  }

  private static List<Path> objects() throws IOException {
    Set<Path> objects = new HashSet<>();
    for (String folder :
        List.of(
            "/usr/bin", "/usr/sbin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.sorted().toList()) {
          if (Files.isRegularFile(file)
              && Files.isReadable(file)
              && Files.size(file) < 8 << 20
              && ElfParser.parse(HeldBytes.of(file)) instanceof ElfResult.Parsed) {
            objects.add(file.toRealPath());
          }
        }
      }
    }
    List<Path> sorted = new ArrayList<>(objects);
    sorted.sort(null);
    return sorted;
  }

  @Test
  void saysWhatReadelfSaysOfTheProgramsOfThisMachine() throws IOException {
    List<Path> objects = objects();
    int step = Math.max(1, objects.size() / MOST);
    int compared = 0;
    for (int i = 0; i < objects.size(); i += step) {
      Path object = objects.get(i);
      assertThat(Readelf.of(parsed(object)))
          .as(object.toString())
          .containsExactlyInAnyOrderElementsOf(Readelf.of(object));
      compared++;
    }
    assertThat(compared).isGreaterThan(50);
  }

  private Path compile(String name, String... options) throws IOException, InterruptedException {
    Path source =
        Files.writeString(
            folder.resolve("program.c"),
            """
            #include <stdio.h>
            #include <string.h>
            int answer = 42;
            int main(int argc, char **argv) {
              char copy[64];
              strcpy(copy, argv[0]);
              printf("%s %d\\n", copy, answer + argc);
              return 0;
            }
            """);
    Path binary = folder.resolve(name);
    List<String> command =
        new ArrayList<>(List.of("gcc", "-o", binary.toString(), source.toString()));
    command.addAll(List.of(options));
    run(command);
    return binary;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void strippingTakesTheSymbolsAndNothingElse() throws Exception {
    Path whole = compile("whole", "-Wl,--build-id");
    Path stripped = folder.resolve("stripped");
    run(List.of("strip", "-o", stripped.toString(), whole.toString()));
    ElfObject before = parsed(whole);
    ElfObject after = parsed(stripped);
    assertThat(before.isStripped()).isFalse();
    assertThat(after.isStripped()).isTrue();
    assertThat(after.buildId()).isPresent().isEqualTo(before.buildId());
    assertThat(after.programHeaders()).isEqualTo(before.programHeaders());
    assertThat(after.dynamicEntries()).isEqualTo(before.dynamicEntries());
    assertThat(after.hardening()).isEqualTo(before.hardening());
    assertThat(after.sections()).hasSizeLessThan(before.sections().size());
    assertThat(Readelf.of(after)).containsExactlyInAnyOrderElementsOf(Readelf.of(stripped));
  }

  /// An object of 64 bits, less its section headers: as `sstrip` does it.
  static byte[] withoutSections(Path object) throws IOException {
    byte[] bytes = Files.readAllBytes(object);
    Arrays.fill(bytes, 0x28, 0x30, (byte) 0);
    Arrays.fill(bytes, 0x3c, 0x40, (byte) 0);
    return bytes;
  }

  /// Programs run without section headers.
  @Test
  void readsAProgramWithoutSections() throws Exception {
    Path whole = compile("whole", "-O2", "-D_FORTIFY_SOURCE=2", "-fstack-protector-all");
    ElfResult.Parsed without =
        (ElfResult.Parsed) ElfParser.parse(new HeldBytes(withoutSections(whole)));
    ElfObject with = parsed(whole);
    assertThat(without.complaints()).isEmpty();
    assertThat(without.object().sections()).isEmpty();
    assertThat(without.object().isStripped()).isTrue();
    assertThat(without.object().needed()).isEqualTo(with.needed()).isNotEmpty();
    assertThat(without.object().buildId()).isEqualTo(with.buildId());
    assertThat(without.object().hints())
        .isEqualTo(with.hints())
        .contains(new SymbolHints(true, true));
  }

  @Test
  void tellsHowAProgramWasHardened() throws Exception {
    Hardening hard =
        parsed(
                compile(
                    "hard",
                    "-O2",
                    "-D_FORTIFY_SOURCE=2",
                    "-fstack-protector-all",
                    "-pie",
                    "-fPIE",
                    "-Wl,-z,relro,-z,now"))
            .hardening();
    assertThat(hard.pie()).isTrue();
    assertThat(hard.relro()).isEqualTo(Hardening.Relro.FULL);
    assertThat(hard.bindNow()).isTrue();
    assertThat(hard.stack()).isEqualTo(Hardening.Stack.NOT_EXECUTABLE);
    assertThat(hard.hints()).contains(new SymbolHints(true, true));

    Hardening soft =
        parsed(
                compile(
                    "soft",
                    "-O0",
                    "-U_FORTIFY_SOURCE",
                    "-fno-stack-protector",
                    "-no-pie",
                    "-Wl,-z,norelro,-z,lazy,-z,execstack"))
            .hardening();
    assertThat(soft.pie()).isFalse();
    assertThat(soft.relro()).isEqualTo(Hardening.Relro.NONE);
    assertThat(soft.bindNow()).isFalse();
    assertThat(soft.stack()).isEqualTo(Hardening.Stack.EXECUTABLE);
    assertThat(soft.hints()).contains(new SymbolHints(false, false));

    Hardening lazy = parsed(compile("lazy", "-Wl,-z,relro,-z,lazy")).hardening();
    assertThat(lazy.relro()).isEqualTo(Hardening.Relro.PARTIAL);
  }

  @Test
  void findsTheNearestSymbol() throws Exception {
    Path whole = compile("whole");
    long main = symbol(whole, "main");
    SymbolSearch search = ElfParser.nearest(HeldBytes.of(whole), main + 5);
    assertThat(search).isInstanceOf(SymbolSearch.Found.class);
    NearestSymbol found = ((SymbolSearch.Found) search).symbol();
    assertThat(found.name().text()).isEqualTo("main");
    assertThat(found.distanceBytes()).isEqualTo(5);
    assertThat(found.table()).isEqualTo(".symtab");
    assertThat(found.contains()).isTrue();
    long answer = symbol(whole, "answer");
    assertThat(ElfParser.nearest(HeldBytes.of(whole), answer))
        .isInstanceOfSatisfying(
            SymbolSearch.Found.class,
            at -> assertThat(at.symbol().name().text()).isEqualTo("answer"));
    run(List.of("strip", whole.toString()));
    assertThat(ElfParser.nearest(HeldBytes.of(whole), 0)).isInstanceOf(SymbolSearch.Failed.class);
  }

  private static long symbol(Path file, String name) throws IOException {
    Process process = new ProcessBuilder("readelf", "-W", "-s", file.toString()).start();
    return process
        .inputReader()
        .lines()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> Long.parseLong(line.strip().replaceAll("^\\d+: ([0-9a-f]+) .*", "$1"), 16))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void knowsWhatIsNoObject() throws IOException {
    assertThat(ElfParser.parse(new HeldBytes(new byte[0]))).isInstanceOf(ElfResult.Other.class);
    assertThat(ElfParser.parse(HeldBytes.of(Path.of("/etc/passwd"))))
        .isInstanceOf(ElfResult.Other.class);
    byte[] magic = new byte[64];
    magic[0] = 0x7f;
    magic[1] = 'E';
    magic[2] = 'L';
    magic[3] = 'F';
    assertThat(ElfParser.parse(new HeldBytes(magic))).isInstanceOf(ElfResult.Broken.class);
  }
}

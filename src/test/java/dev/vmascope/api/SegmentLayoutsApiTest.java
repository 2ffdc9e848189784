package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.elf.NmSymbol;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Programs and libraries whose segments lie elsewhere than linkers put them unasked: each function
/// and variable is found at the address that the running program says, as `nm` has it.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SegmentLayoutsApiTest {
  /// Prints where each lies in memory, and its first bytes; those of variables are in no file.
  private static final String SYMBOLS =
      """
      #include <stdio.h>
      #define IN(place) __attribute__((section(place), noinline))
      char zeros[0x100000];
      char between[0x100000] __attribute__((section(".between,\\"aw\\",@nobits#")));
      long values[4] = {1, 2, 3, 4};
      IN(".text2") int second(int i) { zeros[i] = 1; return i * 3 + (int)values[i & 3]; }
      IN(".text3") int third(int i) { between[i] = 1; return second(i) + 1; }
      __attribute__((noinline)) int first(int i) { return third(i) - 1; }
      static void say(const char *name, const void *at) {
        printf("%s %p %016lx\\n", name, at, *(const long *)at);
      }
      void run(void) {
        first(1);
        say("first", first);
        say("second", second);
        say("third", third);
        say("values", values);
        say("zeros", zeros);
        say("between", between);
      }
      """;

  private static final String MAIN =
      """
      #include <stdio.h>
      #include <unistd.h>
      void run(void);
      int main(void) { run(); puts("READY"); fflush(stdout); pause(); return 0; }
      """;

  @LocalServerPort private int port;
  @TempDir private Path folder = Path.of("");
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void writeSources() throws Exception {
    api = new LiveApi(port);
    Files.writeString(folder.resolve("symbols.c"), SYMBOLS);
    Files.writeString(folder.resolve("main.c"), MAIN);
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private static String run(List<String> command) throws Exception {
    Shell.Result result = Shell.run(command.toArray(String[]::new));
    assertThat(result.status()).as(result.errors()).isZero();
    return result.output();
  }

  private Path gcc(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("gcc", "-g", "-o", in(name)));
    command.addAll(List.of(options));
    run(command);
    return folder.resolve(name);
  }

  private static String functionAt(Path object, long address) throws Exception {
    String place = Long.toHexString(address);
    return run(List.of("addr2line", "-f", "-e", object.toString(), place))
        .lines()
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-no-pie -Wl,--section-start=.text2=0x2000000",
        "-no-pie -Wl,--section-start=.text2=0x10000000,--section-start=.text3=0x20abcd40",
        "-no-pie -Wl,--section-start=.text2=0x200000",
        "-no-pie -Wl,--section-start=.between=0x200000",
        "-no-pie -Wl,--section-start=.text=0x512340,-z,noseparate-code",
        "-no-pie -Wl,-z,max-page-size=0x200000,-z,noseparate-code",
        "-pie -fPIE -Wl,--section-start=.text2=0x4000000",
        "-pie -fPIE -Wl,-z,max-page-size=0x200000",
        "-pie -fPIE -Wl,--section-start=.text=0x3210,-z,noseparate-code",
        "-static-pie -fPIE -Wl,--section-start=.text3=0x7654320",
      })
  void symbolsOfAProgramAreThoseOfNm(String layout) throws Exception {
    List<String> options = new ArrayList<>(List.of(in("main.c"), in("symbols.c")));
    options.addAll(List.of(layout.split(" ", -1)));
    Path program = gcc("program", options.toArray(String[]::new));
    assertSymbols(program, program);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Wl,--section-start=.text2=0x4000000",
        "-Wl,--section-start=.text2=0x4000000,--section-start=.text3=0x6543210",
        "-Wl,-z,max-page-size=0x200000",
        "-Wl,-z,max-page-size=0x200000,-z,noseparate-code",
        "-Wl,-z,max-page-size=0x10000,-z,noseparate-code,--section-start=.text=0x23450",
      })
  void symbolsOfALibraryAreThoseOfNm(String layout) throws Exception {
    Path library = gcc("libsymbols.so", "-shared", "-fPIC", layout, in("symbols.c"));
    Path program = gcc("program", in("main.c"), library.toString(), "-Wl,-rpath," + folder);
    assertSymbols(program, library);
  }

  private void assertSymbols(Path program, Path object) throws Exception {
    Process running = new ProcessBuilder(program.toString()).start();
    try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "r")) {
      String process = "/api/processes/" + running.pid();
      int compared = 0;
      int functions = 0;
      for (String line = running.inputReader().readLine();
          line != null && !line.equals("READY");
          line = running.inputReader().readLine()) {
        String[] said = line.split(" ", -1);
        long start = Long.decode(said[1]);
        long address = NmSymbol.address(object, said[0]) + 3;
        JsonNode found = api.json(process + "/symbol?address=0x" + Long.toHexString(start + 3));
        assertThat(found.at("/symbol/name").asString()).as(found.toString()).isEqualTo(said[0]);
        assertThat(found.at("/symbol/distanceBytes").asInt()).isEqualTo(3);
        assertThat(found.at("/symbol/contains").asBoolean()).isTrue();
        assertThat(found.path("path").asString()).isEqualTo(object.toString());
        assertThat(Long.decode(found.path("virtualAddress").asString())).isEqualTo(address);
        if (!said[0].equals("zeros") && !said[0].equals("between")) {
          file.seek(Long.decode(found.path("offsetInObject").asString()) - 3);
          assertThat(Long.reverseBytes(file.readLong()))
              .as(line)
              .isEqualTo(Long.parseUnsignedLong(said[2], 16));
        }
        if (found.at("/mapping/permissions").asString().startsWith("r-x")) {
          assertThat(functionAt(object, address)).isEqualTo(said[0]);
          functions++;
        }
        compared++;
      }
      assertThat(compared).isEqualTo(6);
      assertThat(functions).isEqualTo(3);
    } finally {
      running.destroyForcibly().waitFor();
    }
  }
}

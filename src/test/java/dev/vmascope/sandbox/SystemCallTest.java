package dev.vmascope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The numbers of system calls, against the headers of the kernel on this machine. Headers that are
/// older than a call know nothing of it.
class SystemCallTest {
  private static final String X86_64 = "#include <asm/unistd_64.h>\n";

  /// As in `arch/arm64/include/uapi/asm/unistd.h`.
  private static final String AARCH64 =
      """
      #define __ARCH_WANT_RENAMEAT
      #define __ARCH_WANT_NEW_STAT
      #define __ARCH_WANT_SET_GET_RLIMIT
      #define __ARCH_WANT_SYS_CLONE3
      #include <asm-generic/unistd.h>
      """;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void numbersAreThoseOfTheHeaders(Architecture architecture) throws Exception {
    Map<String, Integer> headers = numbers(architecture);
    int known = 0;
    for (SystemCall call : SystemCall.values()) {
      OptionalInt number = call.number(architecture);
      if (headers.containsKey(call.toString())) {
        known++;
        assertThat(number)
            .as("%s of %s", call, architecture)
            .hasValue(headers.get(call.toString()));
      }
    }
    assertThat(known).isGreaterThan(80);
  }

  /// What the headers have a number for, as the compiler finds it.
  private Map<String, Integer> numbers(Architecture architecture) throws Exception {
    StringBuilder source =
        new StringBuilder(
            switch (architecture) {
              case X86_64 -> X86_64;
              case AARCH64 -> AARCH64;
            });
    source.append("#include <stdio.h>\nint main(void) {\n");
    for (SystemCall call : SystemCall.values()) {
      source
          .append("#ifdef __NR_" + call + "\n")
          .append("printf(\"" + call + " %d\\n\", __NR_" + call + ");\n#endif\n");
    }
    Path file = Files.writeString(folder.resolve("numbers.c"), source + "return 0;\n}\n");
    Path program = folder.resolve("numbers");
    assertThat(Shell.run("gcc", "-o", program.toString(), file.toString()).errors()).isEmpty();
    Map<String, Integer> numbers = new TreeMap<>();
    Shell.run(program.toString())
        .output()
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> numbers.put(words[0], Integer.parseInt(words[1])));
    return numbers;
  }

  @Test
  void aarch64HasNoCallsThatTakePathsWithoutADirectory() {
    assertThat(SystemCall.OPEN.number(Architecture.AARCH64)).isEmpty();
    assertThat(SystemCall.OPENAT.number(Architecture.AARCH64)).hasValue(56);
  }
}

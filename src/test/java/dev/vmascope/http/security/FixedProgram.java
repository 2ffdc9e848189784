package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/// A program that cannot lie anywhere: what its file says of addresses is true of its memory.
final class FixedProgram {
  /// With a note of an address in it, as probes of SystemTap have.
  private static final String FIXED =
      """
      #include <stdio.h>
      #include <unistd.h>
      __asm__(".pushsection .note.stapsdt,\\"\\",%note\\n.balign 4\\n.4byte 8,8,3\\n"
              ".asciz \\"stapsdt\\"\\n.8byte main\\n.popsection\\n");
      int main(void) {
        puts("ready");
        fflush(stdout);
        pause();
        return 0;
      }
      """;

  private FixedProgram() {}

  /// Makes it in a folder, where its text begins at 0x56780000, and starts it.
  static Process start(Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("fixed.c"), FIXED);
    Path fixed = folder.resolve("fixed");
    assertThat(
            new ProcessBuilder(
                    "gcc",
                    "-no-pie",
                    "-Wl,-Ttext-segment=0x56780000",
                    "-o",
                    fixed.toString(),
                    source.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    return new ProcessBuilder(fixed.toString()).start();
  }
}

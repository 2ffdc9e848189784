package dev.vmascope.elf;

import static dev.vmascope.elf.BuiltObject.built;
import static dev.vmascope.elf.BuiltObject.nearest;
import static dev.vmascope.elf.BuiltObject.parsed;
import static dev.vmascope.elf.BuiltObject.symbol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vmascope.Shell;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects with tables as large as those of browsers, compilers and debug builds: each fact is
/// there, and what is read for it does not grow with them.
class LargeObjectsTest {
  private static final long MEBIBYTE = 1L << 20;
  private static final long GIBIBYTE = 1L << 30;

  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <string.h>
      int main(int argc, char **argv) {
        char copy[64];
        strcpy(copy, argv[0]);
        printf("%s %d\\n", copy, argc);
        return 0;
      }
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"/usr/lib/chromium/chromium", "/usr/bin/node", "/usr/sbin/dockerd"})
  void theLargestProgramsOfAMachineAreAsReadelfHasThem(String program) throws Exception {
    Path file = Path.of(program);
    assumeThat(file).exists();
    try (OpenedBytes bytes = OpenedBytes.of(file)) {
      ElfObject object = parsed(bytes);
      assertThat(Readelf.of(object)).containsExactlyInAnyOrderElementsOf(Readelf.of(file));
      assertThat(bytes.read()).isLessThan(16 * MEBIBYTE);
    }
  }

  /// The table of strings is larger than four mebibytes, and there are more than 65,536 symbols.
  @ParameterizedTest
  @ValueSource(strings = {"gnu", "sysv"})
  void aLibraryWithManySymbolsWithLongNamesHasAllFacts(String hashes) throws Exception {
    String source =
        """
            .altmacro
            .macro function number
            .globl a_name_that_is_as_long_as_those_of_templates_in_a_namespace_are_\\number
            .type a_name_that_is_as_long_as_those_of_templates_in_a_namespace_are_\\number, %function
        a_name_that_is_as_long_as_those_of_templates_in_a_namespace_are_\\number:
            nop
            .size a_name_that_is_as_long_as_those_of_templates_in_a_namespace_are_\\number, 1
            .endm
            .text
            .set i, 0
            .rept 70000
            function %i
            .set i, i + 1
            .endr
            .data
            .quad __stack_chk_fail, __printf_chk
            .section .note.GNU-stack, "", %progbits
        """;
    Path library =
        built(
            folder,
            source,
            "-shared",
            "-nostartfiles",
            "-Wl,--hash-style=" + hashes,
            "-Wl,--build-id");
    try (OpenedBytes bytes = OpenedBytes.of(library)) {
      ElfObject object = parsed(bytes);
      assertThat(object.needed()).containsExactly(new RawText("libc.so.6"));
      assertThat(object.hints()).contains(new SymbolHints(true, true));
      assertThat(object.buildId()).isPresent();
      assertThat(bytes.read()).isLessThan(4 * MEBIBYTE);
    }
    String last = "a_name_that_is_as_long_as_those_of_templates_in_a_namespace_are_69999";
    assertThat(nearest(library, symbol(library, last))).isEqualTo(last + " + 0");
  }

  /// As it is in libc and in the dynamic linker.
  @ParameterizedTest
  @ValueSource(strings = {"gnu", "sysv", "both"})
  void aCanaryIsFoundWhereAnObjectHasItItself(String hashes) throws Exception {
    String source = "#\nlong __stack_chk_guard = 42; int other(void) { return 1; }\n";
    String style = "-Wl,--hash-style=" + hashes;
    assertThat(parsed(built(folder, source, "-shared", style)).hints())
        .contains(new SymbolHints(true, false));
    assertThat(
            parsed(built(folder, "#\nint other(void) { return 1; }\n", "-shared", style)).hints())
        .contains(new SymbolHints(false, false));
  }

  /// A program that still runs: its tables of strings and its debugging symbols, which are sparse,
  /// are a gibibyte each.
  @Test
  void aDebugBuildOfGibibytesHasAllFacts() throws Exception {
    Path program =
        built(
            folder,
            PROGRAM,
            "-g",
            "-O2",
            "-D_FORTIFY_SOURCE=2",
            "-fstack-protector-all",
            "-Wl,--build-id");
    ElfObject small = parsed(program);
    long main = symbol(program, "main");
    long size = Files.size(program);
    long atEnd = (size + 4095) / 4096 * 4096;
    try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "rw")) {
      for (int i = 0; i < small.sections().size(); i++) {
        Section section = small.sections().get(i);
        if (section.isCalled(".strtab")) {
          byte[] strings = new byte[(int) section.sizeBytes()];
          file.seek(section.offset());
          file.readFully(strings);
          file.seek(atEnd);
          file.write(strings);
          place(file, small, i, atEnd, GIBIBYTE);
        } else if (section.isCalled(".debug_info")) {
          place(file, small, i, section.offset(), GIBIBYTE);
        } else if (section.isCalled(".dynstr")) {
          place(file, small, i, section.offset(), GIBIBYTE);
        } else if (section.isCalled(".dynamic")) {
          int entry = indexOf(small.dynamicEntries(), DynamicEntry.STRSZ);
          file.seek(section.offset() + 16L * entry + 8);
          file.writeLong(Long.reverseBytes(GIBIBYTE));
        }
      }
      file.setLength(atEnd + GIBIBYTE);
    }
    assertThat(Shell.run(program.toString()).output()).isEqualTo(program + " 1\n");
    try (OpenedBytes bytes = OpenedBytes.of(program)) {
      ElfObject large = parsed(bytes);
      assertThat(large.needed()).isEqualTo(small.needed()).isNotEmpty();
      assertThat(large.hints()).contains(new SymbolHints(true, true));
      assertThat(large.buildId()).isEqualTo(small.buildId()).isPresent();
      assertThat(large.hardening()).isEqualTo(small.hardening());
      assertThat(large.isStripped()).isFalse();
      assertThat(bytes.read()).isLessThan(MEBIBYTE);
    }
    assertThat(nearest(program, main + 3)).isEqualTo("main + 3");
  }

  private static void place(RandomAccessFile file, ElfObject object, int i, long offset, long size)
      throws IOException {
    file.seek(object.header().sectionsOffset() + 64L * i + 24);
    file.writeLong(Long.reverseBytes(offset));
    file.writeLong(Long.reverseBytes(size));
  }

  private static int indexOf(List<DynamicEntry> entries, long tag) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).tag() == tag) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aNoteOfMebibytesDoesNotHideTheBuildIdBehindIt() throws Exception {
    String source =
        """
            .section .note.bom, "a", %note
            .align 4
            .long 4, 3000000, 7
            .asciz "BOM"
            .fill 3000000, 1, 0x42
            .section .note.own, "a", %note
            .align 4
            .long 4, 4, 3
            .asciz "GNU"
            .long 0x04030201
            .section .note.GNU-stack, "", %progbits
        """;
    Path library = built(folder, source, "-shared", "-nostdlib", "-Wl,--build-id=none");
    try (OpenedBytes bytes = OpenedBytes.of(library)) {
      ElfObject object = parsed(bytes);
      assertThat(object.buildId()).contains("01020304");
      assertThat(object.notes()).extracting(Note::sizeBytes).contains(3_000_000L, 4L);
      assertThat(object.notes().getFirst().content())
          .isEqualTo(
              HexFormat.of().formatHex("B".repeat(1024).getBytes(StandardCharsets.US_ASCII)));
      assertThat(bytes.read()).isLessThan(MEBIBYTE);
    }
  }
}

package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.loaded.LoadingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program as linkers and other tools make it when they are asked for something special: its
/// parts are those that `readelf` of binutils has, and its symbols those of `nm`.
class LinkerOptionsTest {
  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <string.h>
      int answer = 42;
      static int counts[100];
      const char *const names[] = {"one", "two", "three"};
      __attribute__((noinline)) static int count(int i) { return ++counts[i]; }
      __attribute__((noinline)) int twice(int i) { return count(i) + count(i + answer); }
      int main(int argc, char **argv) {
        char copy[64];
        strcpy(copy, argv[0]);
        printf("%s %s %d\\n", copy, names[argc % 3], twice(argc));
        return 0;
      }
      """;

  /// All is loaded, the notes too, which no segment of notes tells of.
  private static final String WITHOUT_NOTES_SEGMENT =
      """
      PHDRS {
        text PT_LOAD FILEHDR PHDRS FLAGS(5);
        data PT_LOAD FLAGS(6);
        dynamic PT_DYNAMIC FLAGS(6);
      }
      SECTIONS {
        . = SIZEOF_HEADERS;
        .note.gnu.build-id : { *(.note.gnu.build-id) } :text
        .rest : { *(.hash .gnu.hash .dynsym .dynstr .gnu.version* .rela* .rodata* .eh_frame*) } :text
        .text : { *(.plt* .text*) } :text
        . = ALIGN(CONSTANT(MAXPAGESIZE));
        .dynamic : { *(.dynamic) } :data :dynamic
        .data : { *(.got* .data* .bss* COMMON) } :data
      }
      """;

  @TempDir private Path folder = Path.of("");

  private Path built(String name, String... options) throws IOException {
    Path source = Files.writeString(folder.resolve("program.c"), PROGRAM);
    Path built = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-o", built.toString()));
    command.add(source.toString());
    command.addAll(List.of(options));
    LoadingProgram.run(command.toArray(String[]::new));
    return built;
  }

  private static void assertSymbols(Path object, List<NmSymbol> expected) throws IOException {
    HeldBytes bytes = HeldBytes.of(object);
    int compared = 0;
    for (NmSymbol symbol : expected) {
      if (symbol.sizeBytes() > 0) {
        SymbolSearch search = ElfParser.nearest(bytes, symbol.address());
        assertThat(search).as(symbol.toString()).isInstanceOf(SymbolSearch.Found.class);
        NearestSymbol found = ((SymbolSearch.Found) search).symbol();
        assertThat(found.name().text()).isIn(symbol.aliases(expected));
        assertThat(found.distanceBytes()).isZero();
        assertThat(found.contains()).as(symbol.toString()).isTrue();
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(2);
  }

  private static ElfObject assertAsReadelfHasIt(Path object) throws IOException {
    ElfObject parsed = ReadelfTest.parsed(object);
    assertThat(Readelf.of(parsed)).containsExactlyInAnyOrderElementsOf(Readelf.of(object));
    return parsed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-static",
        "-static-pie",
        "-static-pie -Wl,-z,pack-relative-relocs",
        "-pie -Wl,-z,pack-relative-relocs",
        "-shared -fPIC -Wl,-z,pack-relative-relocs -Wl,--hash-style=sysv",
        "-pie -Wl,-z,now,-z,norelro",
        "-no-pie -Wl,-z,norelro,-z,execstack",
        "-pie -Wl,-z,noseparate-code,-z,max-page-size=0x200000",
        "-pie -Wl,--build-id=md5,--emit-relocs -rdynamic",
        "-pie -Wl,--build-id=0x0102030405060708",
        "-pie -Wl,--build-id=none -s -rdynamic",
        "-pie -g3 -gz -ffunction-sections -fdata-sections -Wl,--unique",
      })
  void whatIsLinkedIsAsBinutilsHaveIt(String options) throws Exception {
    Path object = built("object", options.split(" ", -1));
    boolean stripped = assertAsReadelfHasIt(object).isStripped();
    assertThat(stripped).isEqualTo(options.contains(" -s "));
    assertSymbols(object, stripped ? NmSymbol.dynamic(object) : NmSymbol.all(object));
  }

  @Test
  void relocationsOfAddressesMayBePacked() throws Exception {
    ElfObject object = ReadelfTest.parsed(built("object", "-Wl,-z,pack-relative-relocs", "-pie"));
    assertThat(object.dynamicEntries())
        .extracting(entry -> DynamicTags.name(entry.tag()))
        .contains("RELR", "RELRSZ", "RELRENT");
    assertThat(object.sections())
        .extracting(section -> TableNames.section(section.type()))
        .contains("RELR");
  }

  /// It asks for no dynamic linker, and lies anywhere all the same.
  @Test
  void aProgramWithoutADynamicLinkerMayBeMovable() throws Exception {
    ElfObject movable = ReadelfTest.parsed(built("movable", "-static-pie"));
    assertThat(movable.isPie()).isTrue();
    assertThat(movable.interpreter()).isEmpty();
    assertThat(movable.needed()).isEmpty();
    assertThat(HeaderNames.type(movable)).isEqualTo("pie-executable");
    ElfObject fixed = ReadelfTest.parsed(built("fixed", "-static"));
    assertThat(fixed.isPie()).isFalse();
    assertThat(fixed.dynamicEntries()).isEmpty();
    assertThat(HeaderNames.type(fixed)).isEqualTo("executable");
  }

  @Test
  void whatIsBoundAtTheStartMayStayWritable() throws Exception {
    Hardening hardening =
        ReadelfTest.parsed(built("object", "-pie", "-Wl,-z,now,-z,norelro")).hardening();
    assertThat(hardening.bindNow()).isTrue();
    assertThat(hardening.relro()).isEqualTo(Hardening.Relro.NONE);
  }

  @Test
  void debuggingSymbolsMayLieInAFileOfTheirOwn() throws Exception {
    Path whole = built("whole", "-g", "-pie", "-Wl,--build-id");
    Path debug = folder.resolve("whole.debug");
    Path stripped = folder.resolve("stripped");
    LoadingProgram.run("objcopy", "--only-keep-debug", whole.toString(), debug.toString());
    LoadingProgram.run(
        "objcopy",
        "--strip-all",
        "--add-gnu-debuglink=" + debug,
        whole.toString(),
        stripped.toString());
    CRC32 checksum = new CRC32();
    checksum.update(Files.readAllBytes(debug));
    DebugLink link = assertAsReadelfHasIt(stripped).debugLink().orElseThrow();
    assertThat(link.name().text()).isEqualTo("whole.debug");
    assertThat(Integer.toUnsignedLong(link.checksum())).isEqualTo(checksum.getValue());

    ElfObject symbols = assertAsReadelfHasIt(debug);
    Optional<String> buildId = ReadelfTest.parsed(whole).buildId();
    assertThat(symbols.buildId()).isPresent().isEqualTo(buildId);
    assertThat(ReadelfTest.parsed(stripped).buildId()).isEqualTo(buildId);
    assertThat(symbols.debugLink()).isEmpty();
    assertThat(symbols.isStripped()).isFalse();
    assertSymbols(debug, NmSymbol.all(whole));
  }

  @Test
  void aBuildIdMayBeInNoSegmentOfNotes() throws Exception {
    Path script = Files.writeString(folder.resolve("script.ld"), WITHOUT_NOTES_SEGMENT);
    Path library =
        built(
            "library", "-shared", "-fPIC", "-nostdlib", "-Wl,--build-id=sha1", "-Wl,-T," + script);
    ElfObject object = assertAsReadelfHasIt(library);
    assertThat(object.hasSegment(ProgramHeader.NOTE)).isFalse();
    assertThat(object.buildId()).isPresent();
    assertSymbols(library, NmSymbol.all(library));

    ElfObject relocatable = assertAsReadelfHasIt(built("relocatable", "-r", "-Wl,--build-id=sha1"));
    assertThat(relocatable.programHeaders()).isEmpty();
    assertThat(relocatable.buildId()).isPresent();
  }

  @Test
  void anObjectMayHaveNoSectionHeaders() throws Exception {
    for (String hashes : List.of("gnu", "sysv")) {
      Path whole = built("whole", "-pie", "-rdynamic", "-Wl,--hash-style=" + hashes);
      List<NmSymbol> symbols = NmSymbol.dynamic(whole);
      Files.write(whole, ReadelfTest.withoutSections(whole));
      assertThat(assertAsReadelfHasIt(whole).buildId()).isPresent();
      assertSymbols(whole, symbols);
    }
  }

  /// More than are read. The linker needs none of them, and its own table has what others bind to.
  @Test
  void anObjectMayHaveTensOfThousandsOfSections() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("sections.s"),
            """
                .altmacro
                .macro part number
                .section part_\\number, "ax", %progbits
                .globl function_\\number
                .type function_\\number, %function
            function_\\number:
                nop
                .size function_\\number, 1
                .endm
                .set i, 0
                .rept 17000
                part %i
                .set i, i + 1
                .endr
            """);
    Path object = folder.resolve("object");
    for (String kind : List.of("-shared", "-static")) {
      LoadingProgram.run(
          "gcc",
          kind,
          "-nostdlib",
          "-Wl,--build-id,-e,0",
          "-o",
          object.toString(),
          source.toString());
      ElfResult.Parsed parsed = (ElfResult.Parsed) ElfParser.parse(HeldBytes.of(object));
      assertThat(parsed.complaints()).containsOnlyKeys(ElfPart.SECTIONS);
      assertThat(Readelf.of(parsed.object()))
          .containsExactlyInAnyOrderElementsOf(
              Readelf.of(object).stream().filter(line -> !line.startsWith("section")).toList());
      assertThat(parsed.object().buildId()).isPresent();
      long address = NmSymbol.address(object, "function_16999");
      SymbolSearch search = ElfParser.nearest(HeldBytes.of(object), address);
      if (kind.equals("-shared")) {
        assertThat(((SymbolSearch.Found) search).symbol().name().text())
            .isEqualTo("function_16999");
      } else {
        assertThat(((SymbolSearch.Failed) search).why()).contains("more than are read");
      }
    }
  }
}

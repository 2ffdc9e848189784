package dev.vmascope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rules say of mappings, and of what they say nothing.
class MappingInspectorTest {
  private static MappingInspector inspector(boolean generatesCode, String maps) {
    MappingInspector inspector = new MappingInspector(Optional.of(generatesCode), _ -> false);
    inspect(inspector, maps);
    return inspector;
  }

  private static void inspect(MappingInspector inspector, String maps) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        inspector.inspect(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rules(boolean generatesCode, String maps) {
    return inspector(generatesCode, maps).findings(_ -> DeletedFileState.UNKNOWN).stream()
        .map(finding -> finding.rule() + " " + finding.severity() + " " + finding.mappings())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/bin/cat",
        "7f0000000000-7f0000001000 rw-p 00000000 00:00 0",
        "7f0000000000-7f0000001000 rw-s 00000000 00:01 53 /SYSV00000000 (deleted)",
        "7f0000000000-7f0000001000 rw-s 00000000 00:01 54 /dev/zero (deleted)",
        "7f0000000000-7f0000001000 rw-s 00000000 00:01 55 /memfd:shared (deleted)",
        "7f0000000000-7f0000001000 r--p 00000000 fe:00 78 /usr/share/data (deleted)",
        "7f0000000000-7f0000001000 r-xp 00000000 fe:00 79 00000012 00000003 41 /lib/libm.so",
        "7f0000000000-7f0000001000 r-xp 00000000 103:02 80 r=12 /usr/bin/cat",
        "7f0000000000-7f0000001000 r-xp 00000000 fe:00 81",
        "7f0000000000-7f0000001000 r-xp 00000000 00:00 0 [vdso]",
        "7f0000000000-7f0000001000 --xp 00000000 00:00 0 [uprobes]",
        "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]",
      })
  void whatIsUsualIsNoFinding(String maps) {
    assertThat(rules(false, maps)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00 0",
        "00:00 0 [heap]",
        "00:00 0 [anon:[vdso]]",
        "00:00 0 [anon:jit]",
        "00:01 9 /memfd:JITCode:QtQml (deleted)",
        "00:01 9 /dev/zero (deleted)",
        "00:01 53 /SYSV00000000 (deleted)",
        "00:01 9 00000012 00000003 41 /memfd:jit (deleted)",
        "08:01 9 /dev/mem",
      })
  void codeWithoutAFileIsOne(String object) {
    assertThat(rules(false, "7f0000000000-7f0000001000 r-xp 00000000 " + object))
        .containsExactly("anonymous-executable medium 1");
    assertThat(rules(false, "7f0000000000-7f0000001000 rwxp 00000000 " + object))
        .containsExactly("writable-executable high 1");
    assertThat(rules(true, "7f0000000000-7f0000001000 rwxp 00000000 " + object))
        .as("of a program that generates code")
        .isEmpty();
  }

  @Test
  void aNameThatOnlyLooksLikeTheKernelsHidesNothing() {
    assertThat(rules(false, "7f0000000000-7f0000001000 r-xp 00000000 00:00 0 [vdso2]"))
        .containsExactly("anonymous-executable medium 1");
    assertThat(rules(false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 9 [vdso]"))
        .containsExactly("anonymous-executable medium 1");
  }

  @Test
  void aStackIsOneWhateverTheProgramDoes() {
    String stack = "7ffc00000000-7ffc00021000 rwxp 00000000 00:00 0 [stack]";
    assertThat(rules(false, stack)).containsExactly("executable-stack high 1");
    assertThat(rules(true, stack)).containsExactly("executable-stack high 1");
  }

  @Test
  void filesThatCanBeWrittenAndExecutedCountToo() {
    assertThat(rules(false, "7f0000000000-7f0000001000 rwxp 00000000 fe:00 77 /usr/bin/old"))
        .containsExactly("writable-executable high 1");
  }

  @Test
  void codeFromDirectoriesOfTemporaryFilesIsSaidToBe() {
    assertThat(rules(false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /tmp/lib.so"))
        .containsExactly("temporary-code low 1");
  }

  @Test
  void ofADeletedFileItMattersWhatHasItsPlace() {
    MappingInspector inspector =
        inspector(
            false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so (deleted)");
    assertThat(inspector.deletedCode()).containsExactly(new RawText("/usr/lib/a.so"));
    assertThat(rule(inspector, DeletedFileState.REPLACED)).containsExactly("stale-library medium");
    assertThat(rule(inspector, DeletedFileState.DELETED)).containsExactly("deleted-code medium");
    assertThat(rule(inspector, DeletedFileState.UNKNOWN)).containsExactly("stale-library low");
    assertThat(rule(inspector, DeletedFileState.SAME_BUILD)).isEmpty();
    for (DeletedFileState.State state :
        List.of(DeletedFileState.State.UNPACKED, DeletedFileState.State.UNPACKED_BY_PATH)) {
      assertThat(rule(inspector, new DeletedFileState(state, Optional.empty())))
          .containsExactly("unpacked-code low");
    }
  }

  @Test
  void ofARenamedFileThePlaceIsNamed() {
    MappingInspector inspector =
        inspector(
            false,
            "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so;5c89ece0 (deleted)");
    RawText place = new RawText("/usr/lib/a.so");
    assertThat(
            inspector
                .findings(
                    _ -> new DeletedFileState(DeletedFileState.State.REPLACED, Optional.of(place)))
                .getFirst()
                .detail())
        .isEqualTo("another build is now at /usr/lib/a.so");
  }

  private static List<String> rule(MappingInspector inspector, DeletedFileState replacement) {
    return inspector.findings(_ -> replacement).stream()
        .map(finding -> finding.rule() + " " + finding.severity())
        .toList();
  }

  @Test
  void theKernelsOwnCodeThatCanBeWrittenIsOne() {
    assertThat(rules(false, "7f0000000000-7f0000001000 rwxp 00000000 00:00 0 [vdso]"))
        .containsExactly("writable-executable high 1");
  }

  @Test
  void theFirstCodeStandsForAnExecutableThatIsNotKnown() {
    String maps =
        """
        550000000000-550000001000 r-xp 00000000 fe:00 77 /usr/bin/java
        7f0000000000-7f0000001000 rwxp 00000000 00:00 0
        7f0000002000-7f0000003000 r-xp 00000000 fe:00 78 /usr/lib/other.so\
        """;
    for (String generator : List.of("/usr/bin/java", "/usr/lib/other.so")) {
      MappingInspector inspector =
          new MappingInspector(Optional.empty(), path -> path.latin1().equals(generator));
      inspect(inspector, maps);
      boolean java = generator.endsWith("java");
      assertThat(inspector.generatesCode()).isEqualTo(java);
      assertThat(inspector.findings(_ -> DeletedFileState.UNKNOWN)).hasSize(java ? 0 : 1);
    }
  }

  private static final String LIBRARY = "7f1000000000-7f1000001000 r-xp 00001000 ";
  private static final String WRITABLE_CODE = "7f0000000000-7f0000010000 rwxp 00000000 00:00 0\n";
  private static final String CODE = "7f0000000000-7f0000010000 r-xp 00000000 00:00 0\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fe:00 79 /usr/lib/jvm/25/lib/server/libjvm.so",
        "fe:00 79 /srv/app/runtime/lib/server/libjvm.so (deleted)",
        "fe:00 79 /opt/openj9/lib/default/libj9jit29.so",
        "fe:00 79 /usr/share/dotnet/shared/Microsoft.NETCore.App/9.0.0/libcoreclr.so",
        "fe:00 79 /srv/service/libclrjit.so",
        "fe:00 79 /usr/lib/libmonosgen-2.0.so.1.0.0",
        "fe:00 79 /usr/lib/x86_64-linux-gnu/libnode.so.115",
        "fe:00 79 /usr/lib/x86_64-linux-gnu/libluajit-5.1.so.2.1.0",
        "fe:00 79 /usr/lib/x86_64-linux-gnu/libmozjs-128.so.0.0.0",
        "fe:00 79 /usr/lib/x86_64-linux-gnu/libjavascriptcoregtk-4.1.so.0.9.0",
        "fe:00 79 /usr/lib/x86_64-linux-gnu/libQt6Qml.so.6.8.2",
        "00:01 9 /memfd:doublemapper (deleted)",
      })
  void aLibraryThatGeneratesCodeDoesSoInAnyProgram(String library) {
    MappingInspector inspector = inspector(false, WRITABLE_CODE + LIBRARY + library);
    assertThat(inspector.generatesCode()).isTrue();
    assertThat(inspector.findings(_ -> DeletedFileState.SAME_BUILD)).isEmpty();
    assertThat(rules(false, CODE + LIBRARY + library)).noneMatch(rule -> rule.contains("exec"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f1000000000-7f1000001000 r--p 00001000 fe:00 79 /usr/lib/server/libjvm.so",
        LIBRARY + "fe:00 79 /tmp/x/libjvm.so",
        LIBRARY + "fe:00 79 /dev/shm/libffi.so.8",
        LIBRARY + "fe:00 79 /srv/libjvm.so.old",
        LIBRARY + "fe:00 79 /srv/notlibnode.so.115",
        LIBRARY + "00:00 0 [anon:/usr/lib/libjvm.so]",
        LIBRARY + "00:01 9 /memfd:libffi.so.8 (deleted)",
      })
  void whatIsNoCodeOfSuchALibraryChangesNothing(String other) {
    assertThat(rules(false, WRITABLE_CODE + other))
        .anyMatch(rule -> rule.startsWith("writable-executable high"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/x86_64-linux-gnu/libffi.so.8.1.4",
        "/lib/libffi.so.7",
        "/usr/lib/x86_64-linux-gnu/libpcre2-8.so.0.14.0",
        "/usr/lib64/libpcre.so.1.2.13",
      })
  void aLibraryThatGeneratesLittleMakesItMatterLittle(String library) {
    String loaded = LIBRARY + "fe:00 79 " + library;
    assertThat(rules(false, WRITABLE_CODE + loaded)).containsExactly("writable-executable low 1");
    assertThat(rules(false, CODE + loaded)).containsExactly("anonymous-executable low 1");
    assertThat(
            rules(
                false,
                "7f0000000000-7f0000001000 r-xs 00000000 00:01 9 /memfd:libffi (deleted)\n"
                    + loaded))
        .containsExactly("anonymous-executable low 1");
    assertThat(inspector(false, CODE + loaded).findings(_ -> DeletedFileState.UNKNOWN))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.detail())
                .startsWith(library.substring(library.lastIndexOf('/') + 1)));
    assertThat(inspector(false, CODE + loaded).generatesCode()).isFalse();
  }

  /// More than a megabyte, of a file, with a name, or shared: such libraries have none of it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f0000000000-7f0000101000 rwxp 00000000 00:00 0",
        "7f0000000000-7f0000001000 rwxp 00000000 fe:00 7 /usr/bin/old",
        "7f0000000000-7f0000001000 rwxp 00000000 00:00 0 [anon:code]",
        "7f0000000000-7f0000001000 rwxp 00000000 00:00 0 [heap]",
        "7f0000000000-7f0000001000 rwxs 00000000 00:01 9 /dev/zero (deleted)",
        "7f0000000000-7f0000001000 rwxs 00000000 00:01 9 /memfd:x (deleted)",
        "7f0000000000-7f00000c0000 rwxp 00000000 00:00 0\n7f0000100000-7f00001c0000 rwxp 00000000 00:00 0",
      })
  void whatItDoesNotGenerateStaysWhatItIs(String code) {
    assertThat(
            rules(false, code + "\n" + LIBRARY + "fe:00 79 /usr/lib/x86_64-linux-gnu/libffi.so.8"))
        .singleElement()
        .asString()
        .startsWith("writable-executable high");
  }

  @Test
  void noLibraryMakesAStackOneThatMayBeExecuted() {
    String stack = "7ffc00000000-7ffc00021000 rwxp 00000000 00:00 0 [stack]";
    for (String library : List.of("/usr/lib/libffi.so.8", "/usr/lib/server/libjvm.so")) {
      assertThat(rules(false, LIBRARY + "fe:00 79 " + library + "\n" + stack))
          .containsExactly("executable-stack high 1");
    }
  }

  @Test
  void filesThatWereNotCheckedYetAreNoFinding() {
    MappingInspector inspector =
        inspector(
            false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so (deleted)");
    assertThat(rule(inspector, DeletedFileState.NOT_YET_KNOWN)).isEmpty();
  }

  @Test
  void deletedFilesAreOneFindingHoweverManyThereAre() {
    StringBuilder maps = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      long start = 0x7f0000000000L + i * 0x2000L;
      maps.append(Long.toHexString(start))
          .append('-')
          .append(Long.toHexString(start + 0x1000))
          .append(" r-xp 00000000 fe:00 ")
          .append(100 + i)
          .append(" /srv/")
          .append(i)
          .append(" (deleted)\n");
    }
    MappingInspector inspector = inspector(false, maps.toString().strip());
    assertThat(inspector.deletedCode()).hasSize(64);
    assertThat(rule(inspector, DeletedFileState.REPLACED)).containsExactly("stale-library medium");
  }

  @Test
  void evidenceIsBoundedAndTheCountIsNot() {
    StringBuilder maps = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      long start = 0x7f0000000000L + i * 0x2000L;
      maps.append(Long.toHexString(start))
          .append('-')
          .append(Long.toHexString(start + 0x1000))
          .append(" rwxp 00000000 00:00 0\n");
    }
    Finding finding =
        inspector(false, maps.toString().strip())
            .findings(_ -> DeletedFileState.UNKNOWN)
            .getFirst();
    assertThat(finding.mappings()).isEqualTo(40);
    assertThat(finding.evidence()).hasSize(Finding.MOST_EVIDENCE);
  }
}

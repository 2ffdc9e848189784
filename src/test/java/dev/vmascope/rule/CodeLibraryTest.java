package dev.vmascope.rule;

import static dev.vmascope.rule.InspectedListing.rules;
import static dev.vmascope.rule.InspectedListing.screen;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What libraries that generate code change about the memory of a program, and what they do not.
class CodeLibraryTest {
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
    MappingInspector screen = screen(false, WRITABLE_CODE + LIBRARY + library);
    assertThat(screen.generatesCode()).isTrue();
    assertThat(screen.findings(_ -> DeletedFileState.SAME_BUILD)).isEmpty();
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
    assertThat(screen(false, CODE + loaded).findings(_ -> DeletedFileState.UNKNOWN))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.detail())
                .startsWith(library.substring(library.lastIndexOf('/') + 1)));
    assertThat(screen(false, CODE + loaded).generatesCode()).isFalse();
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
}

package dev.vmascope.rule;

import static dev.vmascope.rule.InspectedListing.inspect;
import static dev.vmascope.rule.InspectedListing.rules;
import static dev.vmascope.rule.InspectedListing.screen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rules say of mappings, and of what they say nothing.
class MappingInspectorTest {
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
    MappingInspector screen =
        screen(false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so (deleted)");
    assertThat(screen.deletedCode()).containsExactly(new RawText("/usr/lib/a.so"));
    assertThat(rule(screen, DeletedFileState.REPLACED)).containsExactly("stale-library medium");
    assertThat(rule(screen, DeletedFileState.DELETED)).containsExactly("deleted-code medium");
    assertThat(rule(screen, DeletedFileState.UNKNOWN)).containsExactly("stale-library low");
    assertThat(rule(screen, DeletedFileState.SAME_BUILD)).isEmpty();
    for (DeletedFileState.State state :
        List.of(DeletedFileState.State.UNPACKED, DeletedFileState.State.UNPACKED_BY_PATH)) {
      assertThat(rule(screen, new DeletedFileState(state, Optional.empty())))
          .containsExactly("unpacked-code low");
    }
  }

  @Test
  void ofARenamedFileThePlaceIsTold() {
    MappingInspector screen =
        screen(
            false,
            "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so;5c89ece0 (deleted)");
    RawText place = new RawText("/usr/lib/a.so");
    assertThat(
            screen
                .findings(
                    _ -> new DeletedFileState(DeletedFileState.State.REPLACED, Optional.of(place)))
                .getFirst()
                .detail())
        .isEqualTo("another build is now at /usr/lib/a.so");
  }

  private static List<String> rule(MappingInspector screen, DeletedFileState replacement) {
    return screen.findings(_ -> replacement).stream()
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
      MappingInspector screen =
          new MappingInspector(Optional.empty(), path -> path.latin1().equals(generator));
      inspect(screen, maps);
      boolean java = generator.endsWith("java");
      assertThat(screen.generatesCode()).isEqualTo(java);
      assertThat(screen.findings(_ -> DeletedFileState.UNKNOWN)).hasSize(java ? 0 : 1);
    }
  }

  @Test
  void filesThatWereNotLookedAtYetAreNoFinding() {
    MappingInspector screen =
        screen(false, "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/a.so (deleted)");
    assertThat(rule(screen, DeletedFileState.NOT_YET_KNOWN)).isEmpty();
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
    MappingInspector screen = screen(false, maps.toString().strip());
    assertThat(screen.deletedCode()).hasSize(64);
    assertThat(rule(screen, DeletedFileState.REPLACED)).containsExactly("stale-library medium");
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
        screen(false, maps.toString().strip()).findings(_ -> DeletedFileState.UNKNOWN).getFirst();
    assertThat(finding.mappings()).isEqualTo(40);
    assertThat(finding.evidence()).hasSize(Finding.MOST_EVIDENCE);
  }
}

package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may read which files, by the lines of a status file of Linux 6.18.
class FileCredentialsTest {
  private static final String STATUS =
      """
      Name:\tUid:\t9\\n
      Uid:\t0\t0\t0\t1000
      Gid:\t0\t0\t0\t1001
      FDSize:\t64
      Groups:\t4 27\s
      CapEff:\t%s
      """;

  private static FileCredentials parse(String capabilities, boolean inOwnNamespace) {
    byte[] file = STATUS.formatted(capabilities).getBytes(StandardCharsets.UTF_8);
    return FileCredentials.parse(file, inOwnNamespace, "status");
  }

  @Test
  void areThoseOfTheFileSystem() {
    assertThat(parse("0000000000000000", true))
        .isEqualTo(new FileCredentials(1000, 1001, Set.of(4L, 27L), false));
  }

  /// Whoever makes a user namespace has all capabilities in it.
  @Test
  void capabilitiesOfAnotherNamespaceOverrideNothing() {
    assertThat(parse("000001ffffffffff", true).overrides()).isTrue();
    assertThat(parse("0000000000000004", true).overrides()).isTrue();
    assertThat(parse("000001fffffffff9", true).overrides()).isFalse();
    assertThat(parse("000001ffffffffff", false).overrides()).isFalse();
  }

  @Test
  void whatIsNoStatusIsMalformed() {
    for (String key : new String[] {"Uid", "Gid", "Groups", "CapEff"}) {
      String without = STATUS.formatted("0").replace("\n" + key + ":", "\nx:");
      assertThatThrownBy(
              () -> FileCredentials.parse(without.getBytes(StandardCharsets.UTF_8), true, "status"))
          .as(key)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0644, 0, 0, true",
    "0600, 0, 0, false",
    "0600, 1000, 0, true",
    "0044, 1000, 0, false",
    "0640, 0, 1001, true",
    "0640, 0, 27, true",
    "0604, 0, 27, false",
    "0640, 0, 42, false",
    "0644, 65534, 65534, true",
    "0604, 65534, 65534, true"
  })
  void readAsTheKernelLets(String mode, long owner, long group, boolean let) {
    FileCredentials own = new FileCredentials(1000, 1001, Set.of(4L, 27L), false);
    assertThat(own.mayRead(Integer.parseInt(mode, 8), owner, group)).isEqualTo(let);
  }

  /// Two of whom the reader knows no number may be one, or two.
  @Test
  void whoMayBeAnybodyReadsWhatAllMay() {
    FileCredentials unknown = new FileCredentials(65_534, 65_534, Set.of(), false);
    assertThat(unknown.mayRead(0400, 65_534, 0)).isFalse();
    assertThat(unknown.mayRead(0404, 65_534, 0)).isFalse();
    assertThat(unknown.mayRead(0640, 0, 65_534)).isFalse();
    assertThat(unknown.mayRead(0444, 65_534, 65_534)).isTrue();
    assertThat(unknown.mayRead(0404, 0, 0)).isTrue();
    assertThat(unknown.areSubjectToLists(65_534)).isTrue();
  }
}

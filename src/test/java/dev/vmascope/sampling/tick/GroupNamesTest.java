package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.sampling.SampledProcess;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The names of groups, made of names that strangers choose.
class GroupNamesTest {
  @ParameterizedTest
  @CsvSource({"java, java", "kworker/0:1, kworker/0:1", "'e) S 1 (', 'e) S 1 ('", "other, other"})
  void keepsOrdinaryNames(String name, String group) {
    assertThat(nameOf(name)).isEqualTo(group);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   "})
  void callsBlankNamesSo(String name) {
    assertThat(nameOf(name)).isEqualTo("(no name)");
  }

  @Test
  void replacesControlCharacters() {
    assertThat(nameOf("a\n\u001b[31mb\0")).isEqualTo("a\ufffd\ufffd[31mb\ufffd");
  }

  @Test
  void replacesBidirectionalCharacters() {
    assertThat(nameOf(RawText.ofUtf8("a\u202eb").latin1())).isEqualTo("a\ufffdb");
  }

  @Test
  void replacesBytesThatAreNotUtf8() {
    assertThat(nameOf("a\u00ffb")).isEqualTo("a\ufffdb");
  }

  @Test
  void cutsLongNames() {
    assertThat(nameOf("n".repeat(64))).isEqualTo("n".repeat(63));
  }

  @Test
  void isAlwaysPrintableShortAndNeverBlank() {
    Random random = new Random(17);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder name = new StringBuilder();
      for (int i = random.nextInt(80); i > 0; i--) {
        name.append((char) random.nextInt(256));
      }
      String group = nameOf(name.toString());

      assertThat(group).isNotBlank();
      assertThat(group.codePointCount(0, group.length())).isLessThanOrEqualTo(63);
      assertThat(group.chars()).noneMatch(Character::isISOControl);
    }
  }

  @Test
  void canBeSeenWhateverAStrangerChose() {
    for (RawText name : HostileNames.ALL) {
      assertThat(nameOf(name.latin1()))
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(2 * 63)
          .doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*");
    }
  }

  private static String nameOf(String latin1) {
    return SampledProcess.of(1, latin1).sample().cleanName();
  }
}

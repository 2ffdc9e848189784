package dev.vmascope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.trend.Measure;
import dev.vmascope.trend.Verdict;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits that are near, and leaks.
class ProcessRulesTest {
  private static List<String> found(OptionalLong mappings, OptionalLong resident, Verdict verdict) {
    return ProcessRules.findings(
            new ProcessRules.Facts(
                mappings,
                OptionalLong.of(1000),
                resident,
                OptionalLong.of(1000),
                verdict,
                Set.of(Measure.MAPPINGS)))
        .stream()
        .map(finding -> finding.rule() + " " + finding.severity() + " " + finding.detail())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"799, -", "800, medium", "949, medium", "950, high", "1001, high"})
  void theLimitOfMappingsIsNearFromFourFifthsOn(long mappings, String severity) {
    List<String> expected =
        severity == null
            ? List.of()
            : List.of("mapping-limit " + severity + " " + mappings + " of 1000 mappings");
    assertThat(found(OptionalLong.of(mappings), OptionalLong.empty(), Verdict.STEADY))
        .isEqualTo(expected);
  }

  @Test
  void thatOfMemoryFromNineTenthsOn() {
    assertThat(found(OptionalLong.empty(), OptionalLong.of(899), Verdict.STEADY)).isEmpty();
    assertThat(found(OptionalLong.empty(), OptionalLong.of(900), Verdict.STEADY))
        .containsExactly("memory-limit medium 900 of 1000 bytes");
  }

  @Test
  void aLeakNamesItsMeasures() {
    assertThat(found(OptionalLong.empty(), OptionalLong.empty(), Verdict.LEAKING))
        .containsExactly("leak medium leaking measures: mappings");
    assertThat(found(OptionalLong.empty(), OptionalLong.empty(), Verdict.GROWING)).isEmpty();
  }

  @Test
  void whatIsNotKnownIsNoFinding() {
    assertThat(found(OptionalLong.empty(), OptionalLong.empty(), Verdict.UNKNOWN)).isEmpty();
  }
}

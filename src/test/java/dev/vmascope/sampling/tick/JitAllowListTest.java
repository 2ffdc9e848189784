package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.SampledProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that generate code, by what the kernel prints of their executables.
class JitAllowListTest {
  private static final JitAllowList GENERATORS =
      new JitAllowList(new FindingProperties(List.of("java", "/opt/rules/engine")));

  private static ProcessReading running(String executable) {
    ProcessReading reading = SampledProcess.of(42, "any").reading();
    return new ProcessReading(
        reading.stat(),
        reading.type(),
        reading.addressSpaceId(),
        reading.status(),
        reading.statm(),
        new Outcome.Ok<>(new RawText(executable)),
        reading.mapsAccess(),
        reading.sizes(),
        reading.pageBytes(),
        reading.captured());
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/jvm/bin/java, true",
    "/usr/lib/jvm/bin/java (deleted), true",
    "/usr/lib/jvm/bin/java;5c89ece0 (deleted), true",
    "/usr/lib/jvm/bin/java.dpkg-tmp (deleted), true",
    "/opt/rules/engine.#prelink#.a9Zq0B (deleted), true",
    "/opt/rules/engine, true",
    "/usr/lib/jvm/bin/java.old (deleted), false",
    "/tmp/java;5c89ece0 (deleted), false",
    "/usr/bin/javac, false"
  })
  void areKnownUnderTheNamesThatUpdatesGiveThem(String executable, boolean generates) {
    assertThat(GENERATORS.inspector(running(executable)).generatesCode()).isEqualTo(generates);
  }
}

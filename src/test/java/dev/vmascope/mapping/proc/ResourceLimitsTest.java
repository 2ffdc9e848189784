package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `/proc/<pid>/limits`, `oom_score` and `oom_score_adj`.
class ResourceLimitsTest {
  /// Linux 6.18.44, x86_64, of a shell after `ulimit -v 4194304; ulimit -S -l 32`; the lines of
  /// other limits but the first are left out.
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units    \s
      Max cpu time              unlimited            unlimited            seconds  \s
      Max data size             unlimited            unlimited            bytes    \s
      Max stack size            8388608              unlimited            bytes    \s
      Max locked memory         32768                8388608              bytes    \s
      Max address space         4294967296           4294967296           bytes    \s
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ResourceLimits parse(String text) {
    return ResourceLimits.parse(bytes(text), "limits");
  }

  @Test
  void areThoseOfMemory() {
    ResourceLimits limits = parse(LIMITS);
    OptionalLong unlimited = OptionalLong.empty();
    assertThat(limits.data()).isEqualTo(new ResourceLimit(unlimited, unlimited));
    assertThat(limits.stack()).isEqualTo(new ResourceLimit(OptionalLong.of(8 << 20), unlimited));
    assertThat(limits.lockedMemory().soft()).hasValue(32 << 10);
    assertThat(limits.lockedMemory().hard()).hasValue(8 << 20);
    assertThat(limits.addressSpace().soft()).hasValue(4L << 30);
  }

  @Test
  void areInTheRealFile() throws IOException {
    byte[] file = Files.readAllBytes(Path.of("/proc/self/limits"));
    assertThat(ResourceLimits.parse(file, "limits").stack()).isNotNull();
  }

  @Test
  void areNoneWherePastAllAddresses() {
    String limits = LIMITS.replace("4294967296           4294967296 ", "9223372036854775808  1 ");
    assertThat(parse(limits).addressSpace().soft()).isEmpty();
    assertThat(parse(limits).addressSpace().hard()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Max stack size, x, 'limits:7:1: expected a line ''Max stack size'' before the end, got the end of the line'",
    "8388608              unlimited, -1 unlimited, 'limits:4:15: expected two limits in bytes, got '",
    "8388608              unlimited            bytes, 8388608 unlimited pages, 'limits:4:15: expected two limits in bytes, got '"
  })
  void oneThatIsMalformedTakesNothingFromTheOthers(String part, String instead, String complaint) {
    ResourceLimits limits = parse(LIMITS.replace(part, instead));
    assertThat(limits.addressSpace().soft()).hasValue(4L << 30);
    assertThat(limits.lockedMemory().soft()).hasValue(32 << 10);
    assertThat(limits.data().soft()).isEmpty();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(limits::stack)
        .withMessageStartingWith(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8388608\n", "max stack size 1 1 bytes\n"})
  void areNotWhatIsNoSuchFile(String text) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> parse(text));
  }

  @ParameterizedTest
  @CsvSource({"666, 666", "0, 0", "-1000, -1000"})
  void scoresAreNumbers(String text, int value) {
    assertThat(OomScore.parse(bytes(text + "\n"), "oom_score")).isEqualTo(new OomScore(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "1", "x\n", "1\n2\n", "99999999999\n", "--1\n"})
  void otherScoresAreMalformed(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> OomScore.parse(bytes(text), "oom_score"));
  }
}

package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The category that gained the memory, in as many reads as it takes to be certain.
class HeldMemoryReadingsTest {
  private static final Instant NOW = SampledProcess.AT;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final HeldMemoryReadings readings = new HeldMemoryReadings();

  private void read(long javaHeap, long anonymous, long arenas) {
    readings.add(
        new HeldMemory(
            NOW,
            Map.of(
                MappingCategory.JAVA_HEAP, javaHeap,
                MappingCategory.ANONYMOUS, anonymous,
                MappingCategory.GLIBC_ARENA, arenas),
            OptionalLong.empty()));
  }

  @Test
  void oneIsEnoughWhereTheOthersCannotHaveTakenHalf() {
    read(584, 40, 9);

    assertThat(readings.filled(99)).hasValue(MappingCategory.JAVA_HEAP);
  }

  @ParameterizedTest
  @CsvSource({"98", "10", "0", "-500"})
  void oneIsNotEnoughWhereTheyCanHave(long gained) {
    read(584, 40, 9);

    assertThat(readings.filled(gained)).isEmpty();
  }

  @Test
  void twoReadsShowWhatGainedMost() {
    read(500, 400, 100);
    read(510, 400, 160);

    assertThat(readings.filled(70)).hasValue(MappingCategory.GLIBC_ARENA);
  }

  @Test
  void whatFellDoesNotHideWhatRose() {
    read(500, 400, 100);
    read(100, 430, 110);

    assertThat(readings.filled(0)).hasValue(MappingCategory.ANONYMOUS);
  }

  @Test
  void twoThatShareTheGainsBlameNone() {
    read(500, 400, 100);
    read(550, 450, 100);

    assertThat(readings.filled(100)).isEmpty();
  }

  @Test
  void theLastTwoCount() {
    read(100, 100, 0);
    read(900, 100, 0);
    read(900, 200, 0);

    assertThat(readings.filled(10)).hasValue(MappingCategory.ANONYMOUS);
  }

  @Test
  void noneSaysNothing() {
    assertThat(readings.filled(1 << 30)).isEmpty();
    assertThat(readings.latest()).isEmpty();
  }

  @Test
  void oneCallerHasTheTurnUntilItIsDueAgain() {
    assertThat(readings.take(NOW, WINDOW)).isTrue();
    assertThat(readings.take(NOW.plusSeconds(899), WINDOW)).isFalse();
    readings.retryAt(NOW.plusSeconds(10));
    assertThat(readings.take(NOW.plusSeconds(10), WINDOW)).isTrue();
    assertThat(readings.take(NOW.plusSeconds(11), WINDOW)).isFalse();
  }
}

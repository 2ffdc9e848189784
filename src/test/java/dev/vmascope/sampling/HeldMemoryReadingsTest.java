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

/// Where memory went, in as many looks as it takes to be certain.
class HeldMemoryReadingsTest {
  private static final Instant NOW = SampledProcess.AT;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final HeldMemoryReadings looks = new HeldMemoryReadings();

  private void look(long javaHeap, long anonymous, long arenas) {
    looks.add(
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
    look(584, 40, 9);

    assertThat(looks.filled(99)).hasValue(MappingCategory.JAVA_HEAP);
  }

  @ParameterizedTest
  @CsvSource({"98", "10", "0", "-500"})
  void oneIsNotEnoughWhereTheyCanHave(long gained) {
    look(584, 40, 9);

    assertThat(looks.filled(gained)).isEmpty();
  }

  @Test
  void twoTellWhatGainedMost() {
    look(500, 400, 100);
    look(510, 400, 160);

    assertThat(looks.filled(70)).hasValue(MappingCategory.GLIBC_ARENA);
  }

  @Test
  void whatFellDoesNotHideWhatRose() {
    look(500, 400, 100);
    look(100, 430, 110);

    assertThat(looks.filled(0)).hasValue(MappingCategory.ANONYMOUS);
  }

  @Test
  void twoThatShareTheGainsBlameNone() {
    look(500, 400, 100);
    look(550, 450, 100);

    assertThat(looks.filled(100)).isEmpty();
  }

  @Test
  void theLastTwoCount() {
    look(100, 100, 0);
    look(900, 100, 0);
    look(900, 200, 0);

    assertThat(looks.filled(10)).hasValue(MappingCategory.ANONYMOUS);
  }

  @Test
  void noneSaysNothing() {
    assertThat(looks.filled(1 << 30)).isEmpty();
    assertThat(looks.latest()).isEmpty();
  }

  @Test
  void oneCallerHasTheTurnUntilItIsDueAgain() {
    assertThat(looks.take(NOW, WINDOW)).isTrue();
    assertThat(looks.take(NOW.plusSeconds(899), WINDOW)).isFalse();
    looks.retryAt(NOW.plusSeconds(10));
    assertThat(looks.take(NOW.plusSeconds(10), WINDOW)).isTrue();
    assertThat(looks.take(NOW.plusSeconds(11), WINDOW)).isFalse();
  }
}

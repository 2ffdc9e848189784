package dev.vmascope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalPaceTest {
  private final RefusalPace pace = new RefusalPace();

  private long written(int asked, long second) {
    return IntStream.range(0, asked).filter(_ -> pace.next(second).isPresent()).count();
  }

  @Test
  void writesAFewOfEverySecond() {
    assertThat(written(5, 1)).isEqualTo(5);
    assertThat(written(1000, 1)).isEqualTo(15);
    assertThat(written(1000, 2)).isEqualTo(20);
  }

  @Test
  void countsWhatItLeavesOut() {
    assertThat(written(25, 1)).isEqualTo(20);
    assertThat(pace.next(2)).isEqualTo(OptionalLong.of(5));
    assertThat(pace.next(2)).isEqualTo(OptionalLong.of(0));
  }
}

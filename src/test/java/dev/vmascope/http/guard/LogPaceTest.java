package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogPaceTest {
  private final LogPace pace = new LogPace(20, 5);

  private long written(int asked, long second) {
    return IntStream.range(0, asked).filter(_ -> pace.next(second).isPresent()).count();
  }

  @Test
  void writesSomeAtOnceAndThenOneInAWhile() {
    assertThat(written(5, 1)).isEqualTo(5);
    assertThat(written(1000, 2)).isEqualTo(15);
    assertThat(written(1000, 5)).isZero();
    assertThat(written(1000, 6)).isEqualTo(1);
    assertThat(written(1000, 10)).isZero();
    assertThat(written(1000, 21)).isEqualTo(3);
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    assertThat(written(1000, 1)).isEqualTo(20);
    assertThat(written(1000, 100_000)).isEqualTo(20);
  }

  @Test
  void countsWhatItLeavesOut() {
    assertThat(written(25, 1)).isEqualTo(20);
    assertThat(pace.next(6)).isEqualTo(OptionalLong.of(5));
    assertThat(pace.next(6)).isEqualTo(OptionalLong.empty());
    assertThat(pace.next(11)).isEqualTo(OptionalLong.of(1));
  }
}

package dev.vmascope.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.problem.ProblemCode;
import dev.vmascope.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObjectTurnsTest {
  private final ObjectTurns turns = new ObjectTurns(Duration.ofMillis(5));

  @Test
  void theThirdIsToldThatOthersAreAtItUntilOneOfThemIsDone() {
    try (ObjectTurns.Turn first = turns.take()) {
      try (ObjectTurns.Turn second = turns.take()) {
        assertThat(second).isNotSameAs(first);
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(turns::take)
            .satisfies(busy -> assertThat(busy.problem().code()).isEqualTo(ProblemCode.BUSY));
      }
      try (ObjectTurns.Turn next = turns.take()) {
        assertThat(next).isNotNull();
      }
    }
  }
}

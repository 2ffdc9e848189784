package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerWorkTest {
  @AfterEach
  void end() {
    AnswerWork.end();
  }

  private static void isBusy(ThrowingCallable rows) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(rows)
        .satisfies(busy -> assertThat(busy.problem().code()).isEqualTo(ProblemCode.BUSY));
  }

  @Test
  void endsALoopThatGoesOnForTooLong() {
    AnswerWork.begin(Duration.ofMillis(20));
    isBusy(() -> {
      while (true) {
        AnswerWork.row();
      }
    });
  }

  @Test
  void endsARowOfACollectionAndAPartOfAListing() {
    AnswerWork.begin(Duration.ZERO);
    isBusy(() -> AnswerWork.over(List.of(1)).toList());
    InputStream listing = AnswerWork.over(new ByteArrayInputStream(new byte[1]));
    isBusy(listing::readAllBytes);
  }

  @Test
  void doesNotCountTimeInWhichNothingIsDone() {
    AnswerWork.begin(Duration.ofMillis(100));
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    assertThatCode(AnswerWork::row).doesNotThrowAnyException();
  }

  @Test
  void boundsNothingOutsideOfAnAnswer() {
    AnswerWork.begin(Duration.ZERO);
    AnswerWork.end();
    assertThat(AnswerWork.over(List.of(1, 2))).containsExactly(1, 2);
  }

  @Test
  void aListingCanBeReadTwice() throws Exception {
    InputStream listing = AnswerWork.over(new ByteArrayInputStream(new byte[] {1, 2}));
    assertThat(listing.markSupported()).isTrue();
    listing.mark(Integer.MAX_VALUE);
    assertThat(listing.readAllBytes()).hasSize(2);
    listing.reset();
    assertThat(listing.readAllBytes()).hasSize(2);
  }
}

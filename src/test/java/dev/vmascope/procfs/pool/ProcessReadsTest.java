package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The processes that are held when a read hangs.
class ProcessReadsTest {
  private static final Duration NONE = Duration.ZERO;

  private final ReaderPool pool = new ReaderPool(1, Duration.ofMillis(50));
  private final ReadStatistics statistics = new ReadStatistics();
  private final ProcessReads processReads = new ProcessReads(pool, statistics, Hung.reads());
  private final CountDownLatch comesBack = new CountDownLatch(1);

  @AfterEach
  void close() {
    comesBack.countDown();
    pool.close();
  }

  private Outcome<String> hanging(int process, ReadTally account) {
    account.goOnTo(process);
    try {
      comesBack.await();
      return new Outcome.Ok<>("late");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void holdsTheProcessOfAThreadToo() {
    Outcome<String> outcome = processReads.begin(43, (_, account) -> hanging(42, account)).await();

    assertThat(outcome.kind()).isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(processReads.isHeld(42)).isTrue();
    assertThat(processReads.isHeld(43)).isTrue();
    assertThat(processReads.isHeld(44)).isFalse();
  }

  @Test
  void beginsNoReadOfAProcessThatIsHeld() {
    processReads.begin(42, (_, account) -> hanging(42, account)).await();

    assertThat(processReads.begin(42, (_, _) -> new Outcome.Ok<>("read")).await().kind())
        .isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(processReads.beginWalk(42, NONE, (_, _) -> new Outcome.Ok<>("read")).await().kind())
        .isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(processReads.begin(44, (_, _) -> new Outcome.Ok<>("read")).await().value())
        .contains("read");
  }

  @Test
  void readsCheapFilesOfAProcessWhoseWalkHangs() {
    processReads.beginWalk(42, NONE, (_, account) -> hanging(42, account)).await();

    assertThat(processReads.begin(42, (_, _) -> new Outcome.Ok<>("read")).await().value())
        .contains("read");
    assertThat(processReads.beginWalk(42, NONE, (_, _) -> new Outcome.Ok<>("read")).await().kind())
        .isEqualTo(OutcomeKind.TIMED_OUT);
    assertThat(processReads.held()).isEqualTo(1);
  }

  @Test
  void hasPatienceWithAWalkThatIsExpectedToTakeLong() {
    assertThat(pool.patienceFor(NONE)).isEqualTo(pool.timeout());
    assertThat(pool.patienceFor(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(8));
    assertThat(pool.patienceFor(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(1));

    Outcome<String> outcome =
        processReads
            .beginWalk(
                42,
                Duration.ofSeconds(5),
                (_, _) -> {
                  try {
                    boolean released = comesBack.await(200, TimeUnit.MILLISECONDS);
                    return new Outcome.Ok<>("slow, " + released);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .await();
    assertThat(outcome.value()).contains("slow, false");
  }
}

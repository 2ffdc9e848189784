package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Cheap reads of many processes.
class RunReaderTest {
  private static final List<Integer> IDS = IntStream.rangeClosed(1, 1_000).boxed().toList();
  private static final Integer UNKNOWN = -1;

  private final ReaderPool pool = new ReaderPool(2, Duration.ofMillis(200));
  private final ReadStatistics statistics = new ReadStatistics();
  private final ProcessReads processReads = new ProcessReads(pool, statistics, Hung.reads());
  private final CountDownLatch comesBack = new CountDownLatch(1);

  @AfterEach
  void close() {
    comesBack.countDown();
    pool.close();
  }

  @Test
  void comeInTheOrderOfTheProcesses() {
    assertThat(processReads.runs((id, _) -> 2 * id, UNKNOWN).of(IDS))
        .isEqualTo(IDS.stream().map(id -> 2 * id).toList());
    assertThat(processReads.runs((id, _) -> id, UNKNOWN).of(List.of())).isEmpty();
  }

  @Test
  void areUnknownForTheRunOfOneThatHangs() {
    List<Integer> read = processReads.runs(this::hangingAt500, UNKNOWN).of(IDS);

    assertThat(read).hasSameSizeAs(IDS);
    assertThat(read.get(499)).isEqualTo(UNKNOWN);
    assertThat(read.stream().filter(UNKNOWN::equals).count()).isLessThanOrEqualTo(64);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isIn(UNKNOWN, IDS.get(i));
    }
    assertThat(statistics.reads(ProcFile.STATM, OutcomeKind.TIMED_OUT)).isEqualTo(1);
    assertThat(processReads.heldProcesses()).containsExactly(500);
  }

  /// A run that hangs would be written off by nobody else.
  @Test
  void areAwaitedAlsoWhereOneFails() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            processReads
                .runs(
                    (id, account) -> {
                      if (id == 310) {
                        throw new IllegalStateException("no room");
                      }
                      return hangingAt500(id, account);
                    },
                    UNKNOWN)
                .of(IDS));
    assertThat(processReads.heldProcesses()).containsExactly(500);
  }

  private Integer hangingAt500(int id, ReadTally account) {
    account.goOnTo(id);
    return account
        .counted(
            ProcFile.STATM,
            () -> {
              try {
                if (id == 500) {
                  comesBack.await();
                }
                return new Outcome.Ok<>(id);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .value()
        .orElseThrow();
  }
}

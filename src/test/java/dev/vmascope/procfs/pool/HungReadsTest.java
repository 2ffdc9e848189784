package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which reads must not be begun while others hang.
class HungReadsTest {
  private static final long ADA = 1000;
  private static final long BOB = 1001;
  private static final long ROOT = 0;
  private static final long LONG_AGO = 1;
  private static final long BEFORE = 500;

  private final HungReads reads = new HungReads(OptionalLong.of(Hung.SELF), Duration.ofMillis(20));
  private int pid = 100;

  private Subject process(long user) {
    pid++;
    return process(user, pid);
  }

  private Subject process(long user, long startTicks) {
    pid++;
    return new Subject(pid, OptionalLong.of(user), OptionalLong.of(startTicks));
  }

  private HungReads.Read hang(Subject subject, Awaited awaited) {
    HungReads.Read read = reads.begin(subject, awaited).orElseThrow();
    assertThat(reads.writeOff(read)).isTrue();
    return read;
  }

  private boolean mayBegin(Subject subject, Awaited awaited) {
    return !reads.isHeld(subject, awaited);
  }

  @Test
  void oneThatHangsHoldsItsProcessAlone() {
    Subject hung = process(ADA);
    hang(hung, Awaited.MEMORY);

    assertThat(reads.begin(hung, Awaited.MEMORY)).isEmpty();
    assertThat(mayBegin(process(ADA), Awaited.MEMORY)).isTrue();
    assertThat(reads.heldProcesses()).containsExactly(hung.pid());
  }

  @Test
  void twoThatHangHoldTheUserAndNobodyElse() {
    hang(process(ADA), Awaited.MEMORY);
    hang(process(ADA), Awaited.MEMORY);

    assertThat(mayBegin(process(ADA, LONG_AGO), Awaited.MEMORY)).isFalse();
    for (long other : new long[] {BOB, ROOT, Hung.SELF}) {
      assertThat(mayBegin(process(other), Awaited.MEMORY)).as("user %d", other).isTrue();
    }
    assertThat(mayBegin(Subject.unknown(7), Awaited.MEMORY)).isTrue();
  }

  @Test
  void usersAreHeldApart() {
    hang(process(ADA), Awaited.MEMORY);
    hang(process(BOB), Awaited.MEMORY);
    assertThat(mayBegin(process(ADA), Awaited.MEMORY)).isTrue();
    assertThat(mayBegin(process(BOB), Awaited.MEMORY)).isTrue();

    hang(process(BOB), Awaited.MEMORY);
    assertThat(mayBegin(process(ADA), Awaited.MEMORY)).isTrue();
    assertThat(mayBegin(process(BOB), Awaited.MEMORY)).isFalse();
  }

  @Test
  void processesOfUnknownUsersAreHeldTogether() {
    hang(Subject.unknown(7), Awaited.EXEC);
    hang(Subject.unknown(8), Awaited.EXEC);
    assertThat(mayBegin(Subject.unknown(9), Awaited.EXEC)).isFalse();
    assertThat(mayBegin(process(ADA), Awaited.EXEC)).isTrue();
  }

  @Test
  void whatHangsInItsMemoryIsStillReadOtherwise() {
    Subject hung = process(ADA);
    hang(hung, Awaited.MEMORY);
    assertThat(mayBegin(hung, Awaited.EXEC)).isTrue();
    assertThat(mayBegin(hung, Awaited.WALK)).isFalse();
    assertThat(mayBegin(hung, Awaited.FILES)).isTrue();
  }

  @Test
  void aWalkHoldsWalksAlone() {
    Subject hung = process(ADA);
    hang(hung, Awaited.WALK);
    assertThat(mayBegin(hung, Awaited.WALK)).isFalse();
    assertThat(mayBegin(hung, Awaited.MEMORY)).isTrue();
  }

  @Test
  void filesHoldFilesAlone() {
    hang(process(ADA), Awaited.FILES);
    hang(process(ADA), Awaited.FILES);
    assertThat(mayBegin(process(ADA), Awaited.FILES)).isFalse();
    assertThat(mayBegin(process(BOB), Awaited.FILES)).isTrue();
    assertThat(mayBegin(process(ADA), Awaited.EXEC)).isTrue();
    assertThat(mayBegin(process(ADA), Awaited.MEMORY)).isTrue();
  }

  @Test
  void whoHangsInExecHoldsAllOfIt() {
    Subject hung = process(ADA);
    hang(hung, Awaited.EXEC);
    assertThat(mayBegin(hung, Awaited.EXEC)).isFalse();
    assertThat(mayBegin(hung, Awaited.MEMORY)).isFalse();
    assertThat(mayBegin(hung, Awaited.WALK)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {ROOT, Hung.SELF})
  void aTrustedUserIsNotHiddenByWhatIsStartedLater(long trusted) {
    Subject daemon = process(trusted, LONG_AGO);
    for (int i = 1; i < HungReads.MOST_OF_A_TRUSTED_USER; i++) {
      hang(process(trusted, BEFORE + i), Awaited.MEMORY);
    }
    assertThat(mayBegin(process(trusted, BEFORE + 99), Awaited.MEMORY)).isTrue();
    hang(process(trusted, BEFORE), Awaited.MEMORY);

    assertThat(mayBegin(process(trusted, BEFORE + 99), Awaited.MEMORY)).isFalse();
    assertThat(mayBegin(daemon, Awaited.MEMORY)).isTrue();
    assertThat(mayBegin(process(ADA, BEFORE + 99), Awaited.MEMORY)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whereNearlyAllIsSpentWhatWasThereBeforeGoesOn(Awaited awaited) {
    for (int i = 0; i < HungReads.NEARLY_SPENT; i++) {
      assertThat(mayBegin(process(9_999, BEFORE + 999), awaited)).as("after %d", i).isTrue();
      hang(process(100_000 + i / 2, BEFORE + i), awaited);
    }
    assertThat(mayBegin(process(9_999, BEFORE + 999), awaited)).isFalse();
    assertThat(mayBegin(Subject.unknown(7), awaited)).isFalse();
    assertThat(mayBegin(process(ADA, LONG_AGO), awaited)).isTrue();
  }

  @Test
  void whereAllIsSpentRootOfOldGoesOn() {
    for (int i = 0; i < HungReads.SPENT; i++) {
      hang(process(100_000 + i / 2, BEFORE - i), Awaited.EXEC);
    }
    assertThat(mayBegin(process(ADA, LONG_AGO), Awaited.EXEC)).isFalse();
    assertThat(mayBegin(process(ROOT, LONG_AGO), Awaited.EXEC)).isTrue();
    assertThat(mayBegin(process(ROOT, BEFORE), Awaited.EXEC)).isFalse();
  }

  @Test
  void allIsReadAgainWhenTheyHaveComeBack() {
    List<HungReads.Read> hung = new ArrayList<>();
    for (int i = 0; i < HungReads.NEARLY_SPENT; i++) {
      hung.add(hang(process(100_000 + i / 2), Awaited.MEMORY));
    }
    Subject again = process(100_000);
    assertThat(mayBegin(again, Awaited.MEMORY)).isFalse();
    hung.forEach(reads::end);
    assertThat(mayBegin(process(ADA), Awaited.MEMORY)).isTrue();
    await().until(() -> mayBegin(again, Awaited.MEMORY) && reads.heldProcesses().isEmpty());
  }

  @Test
  void oneThatEndedInThatVeryInstantDoesNotHang() {
    Subject subject = process(ADA);
    HungReads.Read read = reads.begin(subject, Awaited.MEMORY).orElseThrow();
    reads.end(read);
    assertThat(reads.writeOff(read)).isFalse();
    assertThat(mayBegin(subject, Awaited.MEMORY)).isTrue();
  }

  @Test
  void aUserHasNotMorePlacesForSlowReadsThanMayHang() {
    HungReads.Read first = reads.begin(process(ADA), Awaited.MEMORY).orElseThrow();
    HungReads.Read second = reads.begin(process(ADA), Awaited.MEMORY).orElseThrow();
    Subject third = process(ADA);
    await()
        .untilAsserted(() ->
            assertThatExceptionOfType(PlacesTakenException.class)
                .isThrownBy(() -> endIfBegun(third, Awaited.MEMORY)));
    assertThat(reads.begin(process(BOB), Awaited.MEMORY)).isPresent();
    assertThat(reads.begin(third, Awaited.FILES)).isPresent();
    assertThat(reads.awaitPlace(third, Awaited.MEMORY, System.nanoTime())).isFalse();

    CompletableFuture<Boolean> place =
        CompletableFuture.supplyAsync(() ->
            reads.awaitPlace(
                third, Awaited.MEMORY, System.nanoTime() + Duration.ofMinutes(1).toNanos()));
    reads.end(first);
    assertThat(place.join()).isTrue();
    assertThat(reads.begin(third, Awaited.MEMORY)).isPresent();
    reads.end(second);
  }

  private void endIfBegun(Subject subject, Awaited awaited) {
    reads.begin(subject, awaited).ifPresent(reads::end);
  }

  @Test
  void remembersWhoseProcessesAreUntilTheyEnd() {
    Subject known = process(ADA);
    reads.remember(known);
    assertThat(reads.known(known.pid())).isEqualTo(known);
    reads.retain(List.of(known.pid() + 1));
    assertThat(reads.known(known.pid())).isEqualTo(Subject.unknown(known.pid()));
  }
}

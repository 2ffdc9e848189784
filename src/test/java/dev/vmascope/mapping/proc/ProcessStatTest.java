package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `stat` of processes of all sorts.
class ProcessStatTest {
  private static final String NUMBERS =
      " 1 2 3 4 5 4194304 100 7 5 8 9 10 11 12 20 0 3 0 442319 4096 1"
          + " 18446744073709551615 18446744073709551614 15 18446744073709551613";

  @Test
  void readsEveryFieldOfAJvm() {
    assertThat(of("jvm"))
        .isEqualTo(
            new ProcessStat(
                17632,
                new RawText("java"),
                'S',
                15253,
                4194304,
                4508,
                0,
                18,
                442319,
                94320493391872L,
                140730493256624L));
  }

  @Test
  void endsTheNameAtTheLastParenthesis() {
    ProcessStat odd = of("odd-comm");

    assertThat(odd.name()).isEqualTo(new RawText("e) S 1 (\n\\) S 2"));
    assertThat(odd.state()).isEqualTo('S');
    assertThat(odd.parent()).isEqualTo(15253);
    assertThat(odd.threads()).isEqualTo(1);
  }

  @Test
  void knowsAThreadOfTheKernel() {
    ProcessStat kthreadd = of("kernel-thread");

    assertThat(kthreadd.pid()).isEqualTo(2);
    assertThat(kthreadd.parent()).isZero();
    assertThat(kthreadd.isKernelThread()).isTrue();
    assertThat(kthreadd.stackStartIfKnown()).isEmpty();
    assertThat(of("jvm").isKernelThread()).isFalse();
  }

  @Test
  void knowsAZombie() {
    ProcessStat zombie = of("zombie");

    assertThat(zombie.isZombie()).isTrue();
    assertThat(zombie.threads()).isEqualTo(1);
    assertThat(zombie.stackStartIfKnown()).isEmpty();
    assertThat(of("jvm").isZombie()).isFalse();
  }

  @Test
  void knowsALeaderThatHasEndedByItsThreads() {
    ProcessStat leader = of("thread-zombie-leader");
    ProcessStat thread = of("thread-zombie-leader/task/16082");

    assertThat(leader.isZombie()).isTrue();
    assertThat(leader.threads()).isEqualTo(2);
    assertThat(leader.stackStartIfKnown()).isEmpty();
    assertThat(thread.isZombie()).isFalse();
    assertThat(thread.stackStartIfKnown()).hasValue(140724268771776L);
  }

  @ParameterizedTest
  @CsvSource({"R, false, false", "S, false, false", "D, false, false", "T, false, true"})
  @CsvSource({"t, false, true", "Z, true, false", "X, true, false", "I, false, false"})
  void tellsStatesApart(char state, boolean zombie, boolean stopped) {
    ProcessStat stat = parse("1 (a) " + state + NUMBERS);

    assertThat(stat.isZombie()).isEqualTo(zombie);
    assertThat(stat.isStopped()).isEqualTo(stopped);
  }

  @Test
  void readsUnsignedNumbersOf64Bit() {
    ProcessStat stat = parse("1 () R" + NUMBERS + " 0 0 0\n");

    assertThat(stat.name()).isEqualTo(new RawText(""));
    assertThat(stat.minorFaults()).isEqualTo(100);
    assertThat(stat.majorFaults()).isEqualTo(5);
    assertThat(stat.codeStart()).isEqualTo(-2);
    assertThat(stat.stackStart()).isEqualTo(-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "1", "1 a S", "(a) S 1", "1 )a( S 1", "1 (a)", "1 (a) "})
  void refusesWhatHasNoName(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("stat:1:1: expected '<pid> (<name>) <state> …', got ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 (a) SS" + NUMBERS, "1 (a) S 1 2 3", "1 (a) S\n", "1 (a)  S 1"})
  void refusesTooFewFields(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("stat:1:7: expected a state and at least 25 numbers, got ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x (a) S" + NUMBERS,
        "99999999999 (a) S" + NUMBERS,
        "1 (a) S x 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5",
        "1 (a) S 1 2 3 4 5 6 -7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessageContaining(": expected numbers, got ");
  }

  private static ProcessStat of(String process) {
    return ProcessStat.parse(Captures.bytes(process + "/stat"), "stat");
  }

  private static ProcessStat parse(String text) {
    return ProcessStat.parse(Listings.bytes(text), "stat");
  }
}

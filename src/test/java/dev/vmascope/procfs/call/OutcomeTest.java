package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How reads end, and how one goes on from there.
class OutcomeTest {
  private static final Outcome<String> PARTIAL = new Outcome.Partial<>("21", "it broke off");

  @Test
  void hasAKindEach() {
    Stream<Outcome<String>> all =
        Stream.concat(Stream.of(new Outcome.Ok<>("21"), PARTIAL), failures());
    assertThat(all.map(Outcome::kind)).containsExactlyInAnyOrder(OutcomeKind.values());
  }

  @Test
  void hasTheWordsOfTheApi() {
    assertThat(Arrays.stream(OutcomeKind.values()).map(OutcomeKind::toString))
        .isEqualTo(
            List.of("ok", "gone", "denied", "malformed", "partial", "timed-out", "not-applicable"));
  }

  @Test
  void hasAValueWhereSomethingWasRead() {
    assertThat(new Outcome.Ok<>("21").value()).contains("21");
    assertThat(PARTIAL.value()).contains("21");
  }

  @Test
  void parsesItsValueAndKeepsWhyItIsPartial() {
    assertThat(new Outcome.Ok<>("21").map(Integer::valueOf)).isEqualTo(new Outcome.Ok<>(21));
    assertThat(PARTIAL.map(Integer::valueOf)).isEqualTo(new Outcome.Partial<>(21, "it broke off"));
  }

  @Test
  void isMalformedWhereTheParserRefuses() {
    Outcome<byte[]> bytes = new Outcome.Ok<>(new byte[] {'x'});
    Outcome<ProcessStat> parsed = bytes.map(file -> ProcessStat.parse(file, "stat"));
    assertThat(parsed.kind()).isEqualTo(OutcomeKind.MALFORMED);
    assertThat(parsed).extracting("complaint.message").asString().startsWith("stat:1:1: expected");
  }

  @Test
  void passesOtherExceptionsOn() {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> new Outcome.Ok<>("x").map(Integer::valueOf));
  }

  @Test
  void goesOnFromAWholeValueOnly() {
    assertThat(new Outcome.Ok<>("21").flatMap(text -> new Outcome.Partial<>(text + "0", "late")))
        .isEqualTo(new Outcome.Partial<>("210", "late"));
    assertThatIllegalStateException().isThrownBy(() -> PARTIAL.flatMap(Outcome.Ok::new));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void staysTheSameFailure(Outcome<String> failure) {
    assertThat(failure.value()).isEmpty();
    assertThat(failure.map(Integer::valueOf)).isEqualTo(failure);
    assertThat(failure.flatMap(text -> new Outcome.Ok<>(text + "0"))).isEqualTo(failure);
  }

  static Stream<Outcome<String>> failures() {
    return Stream.of(
        new Outcome.Gone<>(true),
        new Outcome.Denied<>(Errno.EACCES),
        new Outcome.Malformed<>(complaint()),
        new Outcome.TimedOut<>(),
        new Outcome.NotApplicable<>());
  }

  private static MalformedException complaint() {
    return assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ProcessStat.parse(new byte[0], "stat"))
        .actual();
  }
}

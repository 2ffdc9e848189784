package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.http.guard.Requester;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AnswerTurnsTest {
  private final AnswerTurns turns = new AnswerTurns(Duration.ofMillis(5));

  private static MockHttpServletRequest by(String name) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    Requester.identify(request, name);
    return request;
  }

  private static MockHttpServletRequest from(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return request;
  }

  private void isRefused(MockHttpServletRequest request) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> turns.take(request))
        .satisfies(busy -> assertThat(busy.problem().code()).isEqualTo(ProblemCode.BUSY));
  }

  private void isServed(MockHttpServletRequest request) {
    assertThatCode(() -> turns.take(request)).doesNotThrowAnyException();
  }

  @Test
  void aCallerHasHalfOfTheTurnsAtMost() {
    MockHttpServletRequest first = by("ada");
    isServed(first);
    isServed(by("ada"));
    isRefused(by("ada"));
    isServed(by("bob"));
    AnswerTurns.giveBack(first);
    isServed(by("ada"));
  }

  @Test
  void callersWithoutANameAreToldByTheirAddress() {
    isServed(from("127.0.0.1"));
    isServed(from("127.0.0.1"));
    isRefused(from("127.0.0.1"));
    isServed(from("127.0.0.2"));
  }

  @Test
  void thereAreFourTurnsWhoeverAsks() {
    MockHttpServletRequest first = by("a");
    isServed(first);
    isServed(by("b"));
    isServed(by("c"));
    isServed(by("d"));
    isRefused(by("e"));
    AnswerTurns.giveBack(first);
    isServed(by("e"));
  }

  @Test
  void aTurnIsGivenBackOnce() {
    MockHttpServletRequest first = by("a");
    isServed(first);
    AnswerTurns.giveBack(first);
    AnswerTurns.giveBack(first);
    isServed(by("a"));
    isServed(by("a"));
    isRefused(by("a"));
  }

  @Test
  void aRequestWithoutATurnHasNoneToGiveBack() {
    AnswerTurns.giveBack(by("a"));
    isServed(by("a"));
    isServed(by("a"));
    isRefused(by("a"));
  }
}

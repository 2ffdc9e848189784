package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void oneCallerHoldsAtMostHalf() {
    Places places = Places.shared(4);
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isFalse();
    assertThat(places.take("b")).isTrue();
    assertThat(places.take("c")).isTrue();
    assertThat(places.take("d")).as("all are taken").isFalse();
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    Places places = Places.shared(4);
    for (int i = 0; i < 1000; i++) {
      assertThat(places.take("a")).isTrue();
      places.leave("a");
    }
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("a")).isFalse();
    places.leave("a");
    assertThat(places.take("b")).isTrue();
    assertThat(places.take("a")).isTrue();
  }

  @Test
  void aSinglePlaceIsForAnybody() {
    Places places = Places.shared(1);
    assertThat(places.take("a")).isTrue();
    assertThat(places.take("b")).isFalse();
  }
}

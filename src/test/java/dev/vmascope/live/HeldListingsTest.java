package dev.vmascope.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The memory for listings, which listings of different sizes share.
class HeldListingsTest {
  private static final long MOST = HeldListings.MOST_BYTES;

  private final HeldListings held = new HeldListings();

  @Test
  void holdsTwoOfTheLargest() {
    assertThat(held.replace(0, MOST)).isTrue();
    assertThat(held.replace(0, MOST)).isTrue();
    assertThat(held.replace(0, 1)).isFalse();
    assertThat(held.replace(MOST, 0)).isTrue();
    assertThat(held.replace(0, MOST)).isTrue();
  }

  @Test
  void holdsNoneThatIsLarger() {
    assertThat(held.replace(0, MOST + 1)).isFalse();
    assertThat(held.replace(0, MOST)).isTrue();
    assertThat(held.replace(MOST, MOST + 1)).isFalse();
    assertThat(held.replace(MOST, MOST - 1)).isTrue();
  }
}

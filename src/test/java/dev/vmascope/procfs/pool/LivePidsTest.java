package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is known of processes, after some of them have ended.
class LivePidsTest {
  private final Map<Integer, String> known = new HashMap<>(Map.of(1, "one", 2, "two"));

  @Test
  void keepsAllWhileTheyAreThere() {
    new LivePids(List.of(2, 1, 3)).forgetOthers(known);
    assertThat(known).containsOnlyKeys(1, 2);
  }

  @Test
  void forgetsOneAlsoWhenAnotherHasBegun() {
    new LivePids(List.of(3, 2)).forgetOthers(known);
    assertThat(known).containsOnlyKeys(2);
  }

  @Test
  void forgetsAll() {
    new LivePids(List.of()).forgetOthers(known);
    assertThat(known).isEmpty();
  }
}

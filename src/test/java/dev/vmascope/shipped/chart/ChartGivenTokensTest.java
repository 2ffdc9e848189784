package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The given tokens, as seen by a tool that compares all objects but hooks.
class ChartGivenTokensTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  /// Argo CD does not compare hooks. So that it sees a change, the DaemonSet has a digest of it,
  /// and no pod restarts.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth: {digests: {prometheus: DIGEST}}",
        "auth: {digests: {reader: DIGEST}}",
        "auth: {tokens: {prometheus: DIGEST}}",
        "auth: {tokens: {reader: DIGEST}}",
        "auth: {readerScopes: [maps:read]}",
        "auth: {readerScopes: []}",
      })
  void aChangeOfWhatIsGivenIsSeenAtTheDaemonSet(String auth, @TempDir Path folder)
      throws IOException {
    Path changed =
        Files.writeString(
            folder.resolve("v.yaml"), auth.replace("DIGEST", "0123456789abcdef".repeat(4)));
    assertThat(given(changed)).matches("[0-9a-f]{64}").isNotEqualTo(given(DEFAULTS));
    assertThat(daemonSet(changed).getSpec()).isEqualTo(daemonSet(DEFAULTS).getSpec());
  }

  @Test
  void aMadeTokenIsNotSeenThere() {
    assertThat(given(DEFAULTS)).isEqualTo(given(DEFAULTS)).isNotBlank();
    assertThat(Chart.render(DEFAULTS)).isEqualTo(Chart.render(DEFAULTS));
    assertThat(given(Chart.values("existing-tokens"))).isEmpty();
    assertThat(given(Chart.values("jwt-of-the-cluster"))).isEmpty();
    assertThat(given(Chart.values("names"))).isEqualTo(given(DEFAULTS));
  }

  private static String given(Path values) {
    return Optional.ofNullable(daemonSet(values).getMetadata().getAnnotations())
        .map(annotations -> annotations.get("vmascope/given-tokens"))
        .orElse("");
  }

  private static DaemonSet daemonSet(Path values) {
    return Chart.objects(values, DaemonSet.class).getFirst();
  }
}

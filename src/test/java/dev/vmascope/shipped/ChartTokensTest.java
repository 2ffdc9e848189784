package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tokens that the chart makes, and who gets them.
class ChartTokensTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  /// Letters and digits; more than 250 bits.
  private static final int TOKEN = 43;

  static List<Path> valueFiles() {
    return Chart.valueFiles();
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void podsNeverGetATokenThatOpensThem(Path values) {
    String rendered = pod(values).toString();
    assertThat(rendered).doesNotContain("vmascope-clients");
    assertThat(Chart.container(values).getEnvFrom()).isEmpty();
  }

  @Test
  void makesTwoTokensOfWhichPodsGetTheDigests() throws Exception {
    List<Secret> secrets = Chart.objects(DEFAULTS, Secret.class);
    Map<String, String> digests = secrets.getFirst().getStringData();
    Map<String, String> tokens = secrets.getLast().getStringData();
    assertThat(tokens).containsOnlyKeys("prometheus", "reader");
    assertThat(tokens.values()).allMatch(token -> token.length() == TOKEN);
    assertThat(digests.get("tokens"))
        .isEqualTo(
            "prometheus:%s:metrics:read%nreader:%s:processes:read,maps:read,metrics:read%n"
                .formatted(digest(tokens, "prometheus"), digest(tokens, "reader")));
    assertThat(Chart.objects(DEFAULTS, Secret.class)).isNotEqualTo(secrets);
    assertThat(Chart.objects(Chart.values("existing-tokens"), Secret.class)).isEmpty();
    assertThat(Chart.objects(Chart.values("jwt-of-the-cluster"), Secret.class)).isEmpty();
  }

  /// There is no cluster here to look the Secret up in: what it has stands in its place.
  @Test
  void keepsItsTokensWhenItIsUpgraded(@TempDir Path folder) throws IOException {
    Path copy = Chart.copy(folder);
    Path template = copy.resolve("templates/secrets.yaml");
    String text = Files.readString(template);
    String lookup = "lookup \"v1\" \"Secret\" .Release.Namespace $clients";
    assertThat(text).contains("if .Release.IsUpgrade", lookup);
    Files.writeString(
        template,
        text.replace(".Release.IsUpgrade", "true")
            .replace(lookup, "dict \"data\" (dict \"prometheus\" (b64enc \"kept\"))"));
    List<Secret> secrets =
        Chart.objects(Chart.render(copy, DEFAULTS)).stream()
            .filter(Secret.class::isInstance)
            .map(Secret.class::cast)
            .toList();
    assertThat(secrets.getLast().getStringData()).containsEntry("prometheus", "kept");
    assertThat(secrets.getFirst().getStringData().get("tokens"))
        .startsWith("prometheus:" + Sha256.hex("kept") + ":metrics:read\n");
    assertThat(secrets.getLast().getStringData().get("reader")).hasSize(TOKEN);
  }

  private static String digest(Map<String, String> tokens, String name) {
    return Sha256.hex(tokens.getOrDefault(name, ""));
  }

  @Test
  void mountsATokenOfTheAccountOnlyWhereTheClusterIsTheIssuer() {
    for (Path values : valueFiles()) {
      boolean mounted = pod(values).toString().contains("serviceAccountToken=Service");
      assertThat(mounted).as("%s", values).isEqualTo(values.endsWith("jwt-of-the-cluster.yaml"));
    }
  }

  private static PodSpec pod(Path values) {
    return Chart.objects(values, DaemonSet.class).getFirst().getSpec().getTemplate().getSpec();
  }
}

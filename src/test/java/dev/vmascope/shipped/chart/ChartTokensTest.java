package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.Sha256;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(Chart.objects(Chart.renderWithHooks(Chart.FOLDER, DEFAULTS)))
        .filteredOn(Secret.class::isInstance)
        .hasSameSizeAs(secrets)
        .isNotEqualTo(secrets);
    assertThat(Chart.objects(Chart.values("existing-tokens"), Secret.class)).isEmpty();
    assertThat(Chart.objects(Chart.values("jwt-of-the-cluster"), Secret.class)).isEmpty();
  }

  /// A rollback applies the manifest of an earlier revision, and runs no hook of these.
  @Test
  void makesThemBesideTheReleaseSoThatARollbackBringsNoneBack() {
    assertThat(Chart.objects(Chart.render(DEFAULTS))).noneMatch(Secret.class::isInstance);
    assertThat(Chart.objects(DEFAULTS, Secret.class))
        .hasSize(2)
        .allSatisfy(secret ->
            assertThat(secret.getMetadata().getAnnotations())
                .containsEntry("example.com/hook", "pre-install,pre-upgrade")
                .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation")
                .containsEntry("helm.sh/resource-policy", "keep"));
  }

  /// Nor does the record of a revision have tokens that it did not make.
  @Test
  void keepsItsTokensWhenItIsUpgraded(@TempDir Path folder) throws IOException {
    List<Secret> secrets = upgraded(folder, "", "kept", "mine");
    assertThat(secrets).hasSize(1);
    assertThat(tokens(secrets))
        .isEqualTo(
            "prometheus:%s:metrics:read%nreader:%s:processes:read,maps:read,metrics:read%n"
                .formatted(Sha256.hex("kept"), Sha256.hex("mine")));
    assertThat(secrets.toString()).doesNotContain("kept", "mine");
  }

  @Test
  void makesBothWhereOneWasRemoved(@TempDir Path folder) throws IOException {
    List<Secret> secrets = upgraded(folder, "", "kept", "");
    Map<String, String> clients = secrets.getLast().getStringData();
    assertThat(clients).containsEntry("prometheus", "kept");
    assertThat(clients.get("reader")).hasSize(TOKEN);
    assertThat(tokens(secrets)).contains(Sha256.hex("kept"), digest(clients, "reader"));
  }

  @Test
  void takesThemBackByAnotherRotation(@TempDir Path folder) throws IOException {
    Path rotated = Files.writeString(folder.resolve("v.yaml"), "auth: {rotation: \"2026-11\"}");
    List<Secret> secrets = upgraded(folder, rotated, "", "leaked", "lost");
    Map<String, String> clients = secrets.getLast().getStringData();
    assertThat(clients.values()).hasSize(2).allMatch(token -> token.length() == TOKEN);
    assertThat(tokens(secrets))
        .contains(digest(clients, "prometheus"), digest(clients, "reader"))
        .doesNotContain(Sha256.hex("leaked"), Sha256.hex("lost"));
    assertThat(secrets.getLast().getMetadata().getAnnotations())
        .containsEntry("vmascope/rotation", "2026-11");

    Path again = Files.createDirectory(folder.resolve("again"));
    assertThat(tokens(upgraded(again, rotated, "2026-11", "kept", "mine")))
        .contains(Sha256.hex("kept"), Sha256.hex("mine"));
  }

  @Test
  void takesTheReadersTokenBackWithItsScopes(@TempDir Path folder) throws IOException {
    Path none = Files.writeString(folder.resolve("v.yaml"), "auth: {readerScopes: []}");
    assertThat(tokens(upgraded(folder, none, "", "kept", "leaked")))
        .isEqualTo("prometheus:" + Sha256.hex("kept") + ":metrics:read\n");
  }

  /// A tool that only renders applies the Secrets of each rendering.
  @ParameterizedTest
  @ValueSource(strings = {"digests", "own-tokens"})
  void makesNothingNewWhereTokensAreGiven(String values) {
    assertThat(Chart.objects(Chart.values(values), Secret.class)).isNotEmpty();
    assertThat(Chart.renderWithHooks(Chart.FOLDER, Chart.values(values)))
        .isEqualTo(Chart.renderWithHooks(Chart.FOLDER, Chart.values(values)));
  }

  @Test
  void knowsNoTokenWhereItHasTheDigests(@TempDir Path folder) throws IOException {
    List<Secret> secrets = Chart.objects(Chart.values("digests"), Secret.class);
    assertThat(secrets).hasSize(1);
    assertThat(tokens(secrets))
        .isEqualTo(
            "prometheus:%s:metrics:read%nreader:%s:processes:read,maps:read,metrics:read%n"
                .formatted(
                    Sha256.hex("test"),
                    "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"));
    List<Secret> upgraded = upgraded(folder, Chart.values("digests"), "", "kept", "mine");
    assertThat(upgraded.toString()).doesNotContain("kept", "mine", Sha256.hex("kept"));
    assertThat(upgraded).as("the tokens of before are removed").hasSize(2);
    assertThat(upgraded.getLast().getStringData()).isNullOrEmpty();
  }

  @Test
  void takesTokensThatAreGiven(@TempDir Path folder) throws IOException {
    Path own = Chart.values("own-tokens");
    List<Secret> secrets = Chart.objects(own, Secret.class);
    Map<String, String> clients = secrets.getLast().getStringData();
    assertThat(clients)
        .containsEntry("prometheus", "own-token-of-prometheus-0123456789")
        .containsEntry("reader", "own-token-of-the-reader-0123456789");
    assertThat(tokens(secrets)).contains(digest(clients, "prometheus"), digest(clients, "reader"));
    List<Secret> upgraded = upgraded(folder, own, "", "before", "made");
    assertThat(upgraded.getLast().getStringData()).isEqualTo(clients);
  }

  @Test
  void refusesATokenBesideADigestOfAnother(@TempDir Path folder) throws IOException {
    Path both =
        Files.writeString(
            folder.resolve("v.yaml"),
            "auth: {tokens: {reader: %s}, digests: {reader: %s}}"
                .formatted("t".repeat(32), Sha256.hex("another")));
    assertThatThrownBy(() -> Chart.renderWithHooks(Chart.FOLDER, both))
        .hasMessageContaining("auth.tokens.reader and auth.digests.reader: choose one");
  }

  private static List<Secret> upgraded(Path folder, String rotation, String... found)
      throws IOException {
    return upgraded(folder, DEFAULTS, rotation, found);
  }

  /// There is no cluster here to look the Secret up in: what it has stands in its place.
  private static List<Secret> upgraded(Path folder, Path values, String rotation, String... found)
      throws IOException {
    Path copy = Chart.copy(folder);
    Path template = copy.resolve("templates/secrets.yaml");
    String text = Files.readString(template);
    String lookup = "lookup \"v1\" \"Secret\" (include \"vmascope.namespace\" .) $clients";
    assertThat(text).contains("if .Release.IsUpgrade", lookup);
    String secret =
        "fromYaml `{metadata: {annotations: {vmascope/rotation: \"%s\"}}, data: {prometheus: \"%s\", reader: \"%s\"}}`"
            .formatted(rotation, base64(found[0]), base64(found[1]));
    Files.writeString(template, text.replace(".Release.IsUpgrade", "true").replace(lookup, secret));
    return Chart.objects(Chart.renderWithHooks(copy, values)).stream()
        .filter(Secret.class::isInstance)
        .map(Secret.class::cast)
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String tokens(List<Secret> secrets) {
    return String.valueOf(secrets.getFirst().getStringData().get("tokens"));
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

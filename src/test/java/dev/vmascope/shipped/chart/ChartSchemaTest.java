package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema of the values: whoever mistypes one is told so by Helm, before anything is installed.
class ChartSchemaTest {
  /// What may have members of any name.
  private static final List<String> FREE =
      List.of(
          "global",
          "commonLabels",
          "config",
          "nodeSelector",
          "service.annotations",
          "podAnnotations",
          "podLabels",
          "serviceAccount.annotations",
          "podMonitor.labels",
          "serviceMonitor.labels",
          "prometheusRule.labels",
          "dashboards.annotations");

  @TempDir Path folder;

  /// One wrong value.
  ///
  /// @param path names of members, with dots between
  record Mutation(String path, Object value) {
    @Override
    public String toString() {
      return path + "=" + value;
    }
  }

  /// Of each member: another kind of value, and a mistyped name beside it.
  static List<Mutation> mutations() {
    List<Mutation> mutations = new ArrayList<>();
    mutate("", ChartValues.defaults().members(), mutations);
    return mutations;
  }

  private static void mutate(String at, Map<String, Object> members, List<Mutation> mutations) {
    members.forEach((name, value) -> {
      String path = at + name;
      if (!FREE.contains(at.replaceFirst("\\.$", ""))) {
        mutations.add(new Mutation(path + "x", value));
      }
      switch (value) {
        case Map<?, ?> inner -> {
          mutations.add(new Mutation(path, "a text"));
          mutate(path + ".", ChartValues.asMembers(inner), mutations);
        }
        case List<?> _ -> mutations.add(new Mutation(path, Map.of("a", "member")));
        case Boolean _ -> mutations.add(new Mutation(path, "yes"));
        default -> mutations.add(new Mutation(path, List.of("a", "list")));
      }
    });
  }

  @Test
  void thereAreAtLeastAHundred() {
    assertThat(mutations()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void refusesAnotherKindOrAnotherName(Mutation mutation) {
    assertRefused(mutation.path(), mutation.value());
  }

  @ParameterizedTest
  @CsvSource({
    "capability, SYS_ADMIN",
    "auth.mode, none",
    "auth.mode, jwt",
    "auth.jwt.issuer, http://issuer.example",
    "auth.readerScopes, everything",
    "image.digest, sha256:abc",
    "image.repository, UPPER/case",
    "image.pullPolicy, Sometimes",
    "seccomp.type, Custom",
    "seccomp.localhostProfile, ../../etc/passwd",
    "appArmor.type, complain",
    "fullnameOverride, Has_Underscores",
    "port, 80",
    "port, 70000",
    "scrape.interval, 30",
    "scrape.sampleLimit, 10",
    "scrape.credentials.name, alone",
    "resources.limits.memory, lots",
    "resources.limits.gpu, 1",
    "updateStrategy.type, Recreate",
    "updateStrategy.rollingUpdate.maxUnavailable, most",
    "prometheusRule.docsUrl, docs/",
    "commonLabels.team, has blanks",
    "podLabels.tier, -dash",
    "nodeSelector.pool, 7",
    "affinity.nodeAfinity, x",
    "extraEnv, DEBUG",
    "tolerations, all",
    "priorityClassName, Not A Name",
    "tls.existingSecret, UPPER",
    "resources.limits.memory, 384m",
    "resources.limits.memory, 384",
    "nameOverride, text 123",
    "config.server.port, 9090",
    "config.management.server.port, 9091",
    "config.vmascope.security.mode, none",
    "config.vmascope.sampling.intervall, 30s",
    "config.vmascope.samplings.interval, 30s",
    "config.vmascope.samplingInterval, 30s",
    "tls.ca.name, alone",
    "storage.hostPath, data",
    "storage.hostPath, /",
    "storage.hostPath, /etc",
    "storage.hostPath, /var/lib/../../etc",
    "namespaceOverride, Not_One",
    "global.imageRegistry, oci://mirror",
    "image.registry, UPPER",
    "auth.digests.reader, abc",
    "auth.tokens.reader, short",
    "scrape.timeout, 10",
    "scrape.relabelings, all",
    "prometheusRule.rules.VmascopeDown.for, soon",
    "prometheusRule.rules.VmascopeDown.threshold, text many",
    "prometheusRule.rules.VmascopeDown.severitty, info",
    "prometheusRule.rules.Other.enabled, text x",
    "prometheusRule.additionalRuleLabels.a-b, c",
    "prometheusRule.grafanaUrl, grafana.example",
    "prometheusRule.pageUrl, https://a.example/#/growth",
    "livenessProbe.httpGet, x",
    "livenessProbe.successThreshold, 2",
    "readinessProbe.periodSeconds, 0",
    "dnsPolicy, ClusterFirstWithHostNet",
    "revisionHistoryLimit, text 3",
    "hostCgroups.enabled, text yes",
    "openshift.enabled, text yes",
    "openshift.scc, text yes",
  })
  void refusesWhatCannotBe(String path, String value) {
    assertRefused(path, typed(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"commonLabels", "podLabels", "service.labels"})
  void refusesALabelByWhichSelectorsFind(String labels) {
    assertRefused(labels, Map.of("app.kubernetes.io/name", "other"));
  }

  /// The operator takes an action in both forms.
  @ParameterizedTest
  @ValueSource(strings = {"labeldrop", "LabelDrop", "replace", "Replace", "KeepEqual", "HashMod"})
  void takesActionsAsTheOperatorDoes(String action) {
    List<Map<String, String>> relabelings = List.of(Map.of("action", action));
    assertThat(render("scrape.relabelings", relabelings)).contains("kind: DaemonSet");
    assertThat(render("scrape.metricRelabelings", relabelings)).contains("kind: DaemonSet");
    assertRefused("scrape.relabelings", List.of(Map.of("action", action.toUpperCase(Locale.ROOT))));
  }

  /// Two volumes of one name are one too many for Kubernetes.
  @ParameterizedTest
  @ValueSource(strings = {"tmp", "data", "cgroups", "tokens", "issuer", "tls"})
  void refusesANameThatAVolumeOfTheChartHas(String name) {
    assertRefused("extraVolumes", List.of(Map.of("name", name, "emptyDir", Map.of())));
  }

  /// In one name with dots nobody would see a mistake.
  @Test
  void refusesPropertiesOfTheServiceOnOneLine() {
    assertRefused("config", Map.of("vmascope.sampling.intervall", "30s"));
    assertRefused("config", Map.of("vmascope", Map.of("groups", List.of(Map.of("mach", "x")))));
  }

  @Test
  void refusesToReplaceAllProperties() {
    Map<String, String> all = Map.of("name", "SPRING_APPLICATION_JSON", "value", "{}");
    assertRefused("extraEnv", List.of(all));
  }

  @ParameterizedTest
  @CsvSource({
    "capability, PERFMON",
    "auth.jwt.issuer, https://issuer.example",
    "image.tag, v1.2.3",
    "config.vmascope.command-line, names",
    "config.logging.level.root, debug",
    "port, 9090",
    "scrape.interval, 1m",
    "resources.limits.memory, 1Gi",
    "nodeSelector.pool, text 7",
    "storage.hostPath, /var/mnt/data.1/vmascope",
    "global.storageClass, fast",
    "global.imageRegistry, registry.example:5000/mirror",
    "readinessProbe.successThreshold, 2",
    "affinity.podAntiAffinity.x, y",
    "dnsPolicy, None",
    "updateStrategy.rollingUpdate.maxUnavailable, 3",
  })
  void takesWhatCanBe(String path, String value) {
    assertThat(render(path, typed(value))).contains("kind: DaemonSet");
  }

  /// A number, unless it says that it is a text.
  private static Object typed(String value) {
    return value.matches("[0-9]+") ? Integer.valueOf(value) : value.replaceFirst("^text ", "");
  }

  private void assertRefused(String path, Object value) {
    assertThatThrownBy(() -> render(path, value))
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  private String render(String path, Object value) {
    Path file = folder.resolve("values.yaml");
    try {
      Files.writeString(file, new ChartValues(Map.of()).with(path, value).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Chart.render(file);
  }
}

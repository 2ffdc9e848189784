package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import dev.vmascope.Shell;
import dev.vmascope.shipped.chart.Chart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The composition with Prometheus, Alertmanager and Grafana: what it may do, and that its parts
/// fit together.
class ComposeTest {
  private static final Set<String> KEYS =
      Set.of(
          "build",
          "cap_add",
          "cap_drop",
          "command",
          "depends_on",
          "environment",
          "image",
          "mem_limit",
          "pid",
          "ports",
          "read_only",
          "restart",
          "secrets",
          "security_opt",
          "tmpfs",
          "volumes");
  private static final Yaml COMPOSE = read("compose.yaml");
  private static final Yaml PROMETHEUS = read("compose/prometheus.yml");

  @Test
  void hasFourServicesOfKnownKeys() {
    assertThat(COMPOSE.keys()).containsExactly("name", "services", "secrets", "volumes");
    assertThat(COMPOSE.get("services").keys())
        .containsExactly("vmascope", "prometheus", "alertmanager", "grafana")
        .allSatisfy(name -> assertThat(KEYS).containsAll(service(name).keys()));
  }

  @Test
  void listensOnLoopbackAlone() {
    for (String name : COMPOSE.get("services").keys()) {
      assertThat(service(name).get("ports").texts())
          .isNotEmpty()
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void givesEachServiceNoMoreThanItNeeds() {
    for (String name : COMPOSE.get("services").keys()) {
      assertThat(service(name).get("cap_drop").texts()).containsExactly("ALL");
      assertThat(service(name).get("security_opt").texts())
          .isEqualTo(
              name.equals("vmascope")
                  ? List.of(
                      "no-new-privileges:true",
                      "seccomp:" + Chart.FOLDER + "/profiles/seccomp.json",
                      "apparmor:unconfined")
                  : List.of("no-new-privileges:true"));
      assertThat(service(name).has("cap_add")).isEqualTo(name.equals("vmascope"));
      assertThat(service(name).has("pid")).isEqualTo(name.equals("vmascope"));
    }
    assertThat(service("vmascope").get("cap_add").texts()).containsExactly("SYS_PTRACE");
    assertThat(service("vmascope").get("pid").text()).isEqualTo("host");
    assertThat(service("vmascope").get("read_only").text()).isEqualTo("true");
    assertThat(service("prometheus").get("read_only").text()).isEqualTo("true");
    assertThat(service("alertmanager").get("read_only").text()).isEqualTo("true");
  }

  @Test
  void namesTheVersionOfEveryImage() {
    assertThat(service("prometheus").get("image").text())
        .matches("prom/prometheus:v\\d+\\.\\d+\\.\\d+");
    assertThat(service("alertmanager").get("image").text())
        .matches("prom/alertmanager:v\\d+\\.\\d+\\.\\d+");
    assertThat(service("grafana").get("image").text())
        .matches("grafana/grafana:\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void mountsWhatIsThere() {
    List<String> volumes = COMPOSE.get("volumes").keys();
    for (String name : COMPOSE.get("services").keys()) {
      for (String mount : service(name).get("volumes").texts()) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (source.equals("/sys/fs/cgroup")) {
          assertThat(name).isEqualTo("vmascope");
          assertThat(mount).endsWith(":/host/cgroup:ro");
        } else if (source.startsWith("./")) {
          assertThat(Path.of(source)).exists();
          assertThat(mount).endsWith(":ro");
        } else {
          assertThat(volumes).contains(source);
        }
      }
    }
  }

  @Test
  void prometheusScrapesWithItsTokenAndEvaluatesTheRules() {
    Yaml scrape = PROMETHEUS.get("scrape_configs").list().getFirst();
    assertThat(scrape.get("job_name").text()).isEqualTo("vmascope");
    assertThat(scrape.get("authorization").get("credentials_file").text())
        .isEqualTo("/run/secrets/prometheus-token");
    assertThat(service("prometheus").get("secrets").texts()).containsExactly("prometheus-token");
    assertThat(ShippedRules.text()).contains("/ " + scrape.get("sample_limit").text() + " > 0.8\n");
    assertThat(PROMETHEUS.get("rule_files").texts()).containsExactly("rules/*.yaml");
    assertThat(service("prometheus").get("volumes").texts())
        .contains("./helm/vmascope/rules:/etc/prometheus/rules:ro");
    assertThat(service("vmascope").get("environment").get("VMASCOPE_SECURITY_TOKENFILE").text())
        .isEqualTo("/run/secrets/" + service("vmascope").get("secrets").texts().getFirst());
  }

  @Test
  void alertsGoToAnAlertmanagerThatIsThere() {
    Yaml alertmanager =
        PROMETHEUS.get("alerting").get("alertmanagers").list().getFirst().get("static_configs");
    assertThat(alertmanager.list().getFirst().get("targets").texts())
        .containsExactly("alertmanager:9093");
    assertThat(service("alertmanager").get("volumes").texts())
        .contains("./compose/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro");
    assertThat(service("vmascope").get("environment").get("VMASCOPE_CGROUP_ROOT").text())
        .isEqualTo("/host/cgroup");
  }

  /// An alert of another name would silently inhibit nothing.
  @Test
  void alertsThatHideOthersAreAlerts() {
    List<String> names =
        read("compose/alertmanager.yml").get("inhibit_rules").list().stream()
            .flatMap(rule ->
                Stream.of("source_matchers", "target_matchers")
                    .flatMap(side -> rule.get(side).texts().stream()))
            .flatMap(matcher -> Stream.of(matcher.replaceAll(".*=~?\"|\"$", "").split("\\|", -1)))
            .distinct()
            .toList();
    assertThat(names)
        .hasSize(5)
        .isSubsetOf(
            ShippedRules.parse(ShippedRules.text()).stream().map(ShippedRules.Rule::name).toList());
  }

  @Test
  void grafanaAsksPrometheusAndShowsTheDashboards() {
    Yaml source =
        read("compose/grafana/datasources/prometheus.yaml").get("datasources").list().getFirst();
    assertThat(source.get("url").text()).isEqualTo("http://prometheus:9090");
    assertThat(source.get("jsonData").get("timeInterval").text())
        .isEqualTo(PROMETHEUS.get("global").get("scrape_interval").text());
    Yaml provider =
        read("compose/grafana/dashboards/vmascope.yaml").get("providers").list().getFirst();
    assertThat(service("grafana").get("volumes").texts())
        .contains(
            "./helm/vmascope/dashboards:" + provider.get("options").get("path").text() + ":ro");
  }

  @Test
  void makesTokensOfWhichTheServiceGetsTheDigests(@TempDir Path folder) throws Exception {
    makeTokens(folder);
    Path secrets = folder.resolve("secrets");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    List<String> expected = new ArrayList<>();
    expected.add("prometheus:" + digest(secrets.resolve("prometheus-token")) + ":metrics:read");
    expected.add(
        "my:"
            + digest(secrets.resolve("my-token"))
            + ":processes:read,maps:read,maps:addresses,scans:expensive,metrics:read");
    List<String> tokens = Files.readAllLines(secrets.resolve("tokens"));
    assertThat(tokens).isEqualTo(expected);
    assertThat(Files.readString(secrets.resolve("my-token"))).matches("[\\w-]{43}");
    makeTokens(folder);
    assertThat(Files.readAllLines(secrets.resolve("tokens"))).isEqualTo(tokens);
  }

  private static void makeTokens(Path folder) throws IOException, InterruptedException {
    Shell.Result result = Shell.run("compose/make-tokens", folder.toString());
    assertThat(result.status()).as("%s", result).isZero();
  }

  private static String digest(Path file) throws Exception {
    return Sha256.hex(Files.readAllBytes(file));
  }

  private static Yaml service(String name) {
    return COMPOSE.get("services").get(name);
  }

  private static Yaml read(String file) {
    try {
      return Yaml.parse(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

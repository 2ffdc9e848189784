package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import dev.vmascope.shipped.UnknownFields;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The chart, rendered in every way that it is meant to be installed: nothing is wrong with it, and
/// it asks for no more than it needs.
class ChartTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  static List<Path> valueFiles() {
    return Chart.valueFiles();
  }

  @Test
  void thereAreManyWaysToInstallIt() {
    assertThat(valueFiles()).hasSizeGreaterThan(12);
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void lintFindsNothing(Path values, @TempDir Path folder) throws IOException {
    Path copy = Chart.copy(folder);
    ChartValues merged = ChartValues.defaults().with(ChartValues.read(values));
    Files.writeString(copy.resolve("values.yaml"), merged.text());
    LintResult result = Chart.lint(copy);
    assertThat(result.isFailed()).isFalse();
    // An icon is the address of a picture; this project has no place for one.
    assertThat(result.getMessages()).containsOnly("[INFO] Chart.yaml: icon is recommended");
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void everyFieldIsOneOfKubernetes(Path values) {
    assertThat(Chart.objects(values))
        .hasSizeGreaterThan(1)
        .allSatisfy(object -> assertThat(UnknownFields.of(object)).isEmpty());
  }

  @Test
  void aFieldThatIsNoneIsFoundOut() {
    String broken = Chart.render(DEFAULTS).replace("hostPID: true", "hostPid: true");
    assertThat(Chart.objects(broken))
        .flatExtracting(UnknownFields::of)
        .containsExactly("DaemonSet.Spec.Template.Spec.hostPid");
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void whatItMakesIsLabelledAndInItsNamespace(Path values) {
    assertThat(Chart.objects(values))
        .allSatisfy(object -> {
          assertThat(object.getMetadata().getNamespace()).isEqualTo(namespace(values, object));
          assertThat(object.getMetadata().getLabels())
              .containsKeys("app.kubernetes.io/name", "helm.sh/chart")
              .containsEntry("app.kubernetes.io/instance", "vmascope")
              .containsEntry("app.kubernetes.io/managed-by", "Helm");
        });
    DaemonSet pods = daemonSet(values);
    assertThat(pods.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(pods.getSpec().getSelector().getMatchLabels());
  }

  private static @Nullable String namespace(Path values, HasMetadata object) {
    boolean moved = values.endsWith("ways-out.yaml");
    return switch (object.getKind()) {
      case "SecurityContextConstraints" -> null;
      case "ServiceMonitor" -> moved ? "monitors" : "monitoring";
      case "PrometheusRule" -> moved ? "rules" : "monitoring";
      case "ConfigMap" -> moved ? "grafana" : "monitoring";
      default -> moved ? "observed" : "monitoring";
    };
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void nothingIsAskedOfTheClusterBesideThePods(Path values) {
    Set<String> kinds = new TreeSet<>();
    Chart.objects(values).forEach(object -> kinds.add(object.getKind()));
    assertThat(kinds.remove("SecurityContextConstraints"))
        .isEqualTo(values.endsWith("openshift.yaml"));
    assertThat(
            Set.of(
                "ConfigMap",
                "DaemonSet",
                "NetworkPolicy",
                "Pod",
                "PodMonitor",
                "PrometheusRule",
                "Secret",
                "Service",
                "ServiceAccount",
                "ServiceMonitor"))
        .as("no role, no binding, nothing of the whole cluster")
        .containsAll(kinds);
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void theContainerMayDoOneThing(Path values) {
    PodSpec pod = pod(values);
    Container container = Chart.container(values);
    SecurityContext own = container.getSecurityContext();
    String capability = ChartValues.defaults().with(ChartValues.read(values)).text("capability");
    boolean kernelLog = values.endsWith("kernel-log.yaml") || values.endsWith("openshift.yaml");
    List<String> capabilities = new ArrayList<>();
    if (!capability.equals("none")) {
      capabilities.add(capability);
    }
    if (kernelLog) {
      capabilities.add("SYSLOG");
    }
    assertThat(pod.getContainers()).hasSize(1);
    assertThat(pod.getInitContainers()).isEmpty();
    assertThat(pod.getHostPID()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(own.getPrivileged()).isFalse();
    assertThat(own.getAllowPrivilegeEscalation()).isFalse();
    assertThat(own.getReadOnlyRootFilesystem()).isTrue();
    assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(own.getCapabilities().getAdd()).isEqualTo(capabilities);
    assertThat(container.getResources().getLimits().keySet())
        .isEqualTo(kernelLog ? Set.of("memory", "squat.ai/kmsg") : Set.of("memory"));
    assertThat(container.getEnv())
        .filteredOn(variable -> variable.getName().equals("VMASCOPE_KERNELLOG_ENABLED"))
        .extracting(EnvVar::getValue)
        .containsExactly(Boolean.toString(kernelLog));
    assertThat(Quantity.getAmountInBytes(container.getResources().getLimits().get("memory")))
        .isGreaterThanOrEqualTo(
            Quantity.getAmountInBytes(container.getResources().getRequests().get("memory")));
    assertThat(container.getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .extracting(VolumeMount::getMountPath)
        .isEqualTo(
            values.endsWith("ways-out.yaml")
                ? List.of("/tmp", "/var/lib/vmascope", "/scratch")
                : List.of("/tmp", "/var/lib/vmascope"));
    assertThat(pod.getVolumes())
        .extracting(Volume::getName)
        .doesNotHaveDuplicates()
        .containsAll(container.getVolumeMounts().stream().map(VolumeMount::getName).toList());
  }

  @Test
  void breaksOnlyTheControlsThatItMustBreak() {
    Set<String> always =
        Set.of(
            "baseline: host PID",
            "baseline: host path",
            "baseline: capabilities",
            "restricted: capabilities",
            "restricted: root",
            "restricted: volumes");
    assertThat(PodSecurity.broken(pod(Chart.values("profiles")))).isEqualTo(always);
    assertThat(PodSecurity.broken(pod(DEFAULTS)))
        .containsAll(always)
        .hasSize(7)
        .contains("baseline: AppArmor");
    assertThat(PodSecurity.broken(pod(Chart.values("no-capability"))))
        .doesNotContain("baseline: capabilities", "restricted: capabilities");
    assertThat(PodSecurity.broken(pod(Chart.values("no-host-path"))))
        .doesNotContain("baseline: host path", "restricted: volumes");
    assertThat(PodSecurity.broken(pod(Chart.values("selinux"))))
        .contains("baseline: SELinux", "baseline: seccomp")
        .doesNotContain("baseline: AppArmor");
  }

  /// Hooks are not among what Helm's library renders, so here it is none.
  @Test
  void thePodOfTheTestBreaksNoControl(@TempDir Path folder) throws IOException {
    Path copy = Chart.copy(folder);
    Path template = copy.resolve("templates/tests/access.yaml");
    String text = Files.readString(template);
    assertThat(text).contains("helm.sh/hook: test\n");
    Files.writeString(template, text.replace("helm.sh/hook", "example.com/no-hook"));
    for (Path values : valueFiles()) {
      List<HasMetadata> tests =
          Chart.objects(Chart.render(copy, values)).stream().filter(Pod.class::isInstance).toList();
      assertThat(tests).hasSize(values.endsWith("little.yaml") ? 0 : 1);
      for (HasMetadata test : tests) {
        assertThat(UnknownFields.of(test)).isEmpty();
        PodSpec spec = ((Pod) test).getSpec();
        assertThat(PodSecurity.broken(spec)).isEmpty();
        assertThat(spec.getContainers().getFirst().getSecurityContext().getRunAsUser())
            .as("OpenShift gives a user of the namespace, and refuses others")
            .isEqualTo(values.endsWith("openshift.yaml") ? null : 65_534L);
        assertThat(test.getMetadata().getLabels().get("app.kubernetes.io/name"))
            .as("else the Service would lead to it")
            .endsWith("-test");
      }
    }
  }

  @Test
  void asksForTheImageThatIsConfigured() {
    assertThat(Chart.container(DEFAULTS).getImage()).isEqualTo("vmascope:" + pomVersion());
    assertThat(Chart.container(Chart.values("names")).getImage())
        .isEqualTo("registry.example/ops/vmascope@sha256:" + "0123456789abcdef".repeat(4));
    assertThat(Chart.objects(Chart.values("names")))
        .extracting(HasMetadata::getMetadata)
        .allMatch(
            meta -> meta.getName().startsWith("address-spaces") || meta.getName().equals("watcher"))
        .allMatch(meta ->
            meta.getName().endsWith("-test") || "platform".equals(meta.getLabels().get("team")));
  }

  private static String pomVersion() {
    try {
      return Files.readString(Path.of("pom.xml"))
          .replaceFirst("(?s).*?<artifactId>vmascope</artifactId>\\s*<version>([^<]+)<.*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DaemonSet daemonSet(Path values) {
    List<DaemonSet> sets = Chart.objects(values, DaemonSet.class);
    assertThat(sets).hasSize(1);
    return sets.getFirst();
  }

  private static PodSpec pod(Path values) {
    return daemonSet(values).getSpec().getTemplate().getSpec();
  }
}

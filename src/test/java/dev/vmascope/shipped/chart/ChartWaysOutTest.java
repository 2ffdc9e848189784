package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfig;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values for clusters that want other names, registries, labels, volumes or nodes.
class ChartWaysOutTest {
  private static final Path WAYS_OUT = Chart.values("ways-out");
  private static final Path DEFAULTS = Chart.values("defaults");

  @TempDir Path folder;

  @Test
  void theMonitorTakesMoreLabelsAndFewerSamples() {
    ServiceMonitor monitor = Chart.objects(WAYS_OUT, ServiceMonitor.class).getFirst();
    assertThat(monitor.getSpec().getNamespaceSelector().getMatchNames())
        .containsExactly("observed");
    assertThat(monitor.getMetadata().getAnnotations()).containsKey("example.com/scraped");
    assertThat(Chart.render(WAYS_OUT)).contains("\n  sampleLimit: 1000000\n");
    Endpoint endpoint = monitor.getSpec().getEndpoints().getFirst();
    assertThat(endpoint.getScrapeTimeout()).isEqualTo("20s");
    List<RelabelConfig> relabelings = endpoint.getRelabelings();
    assertThat(relabelings.subList(relabelings.size() - 3, relabelings.size()))
        .extracting(RelabelConfig::getAction, RelabelConfig::getTargetLabel)
        .as("theirs come last, so that they can take back what ours drop")
        .containsExactly(
            tuple("labeldrop", null), tuple(null, "cluster"), tuple(null, "namespace"));
    assertThat(endpoint.getMetricRelabelings())
        .extracting(RelabelConfig::getRegex)
        .containsExactly("jvm_.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "podMonitor: {enabled: true, namespace: other}                   | in the namespace other needs scrape.credentials",
        "{podMonitor: {enabled: true}, scrape: {timeout: 31s}}           | scrape.timeout is longer than scrape.interval",
        "{podMonitor: {enabled: true}, scrape: {timeout: 2m}}            | scrape.timeout is longer than scrape.interval",
        "{podMonitor: {enabled: true}, auth: {digests: {prometheus: DIGEST}}} | needs scrape.credentials",
      })
  void aMonitorThatWouldScrapeInVainIsRefused(String values, String reason) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("v.yaml"), values.replace("DIGEST", "0123456789abcdef".repeat(4)));
    assertThatThrownBy(() -> Chart.render(file)).hasMessageContaining(reason);
  }

  @Test
  void aPodHasTheVolumesAndTimesThatAreAskedFor() {
    DaemonSet set = Chart.objects(WAYS_OUT, DaemonSet.class).getFirst();
    assertThat(set.getSpec().getRevisionHistoryLimit()).isEqualTo(3);
    assertThat(set.getMetadata().getAnnotations()).containsEntry("example.com/owner", "sre");
    PodSpec pod = set.getSpec().getTemplate().getSpec();
    assertThat(pod.getDnsPolicy()).isEqualTo("ClusterFirst");
    assertThat(pod.getDnsConfig().getOptions().getFirst().getName()).isEqualTo("ndots");
    assertThat(pod.getTolerations().getFirst().getTolerationSeconds()).isEqualTo(1_000_000);
    assertThat(Chart.render(WAYS_OUT))
        .contains("tolerationSeconds: 1000000\n", "\\\"max-size\\\":1000000000");
    Container container = pod.getContainers().getFirst();
    assertThat(container.getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("ca"))
        .extracting(VolumeMount::getReadOnly)
        .as("unless it is said otherwise")
        .containsExactly(true);
    assertThat(container.getStartupProbe().getFailureThreshold()).isEqualTo(120);
    assertThat(container.getStartupProbe().getPeriodSeconds()).isEqualTo(2);
    assertThat(container.getLivenessProbe().getInitialDelaySeconds()).isEqualTo(5);
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(Chart.objects(WAYS_OUT, Service.class).getFirst().getMetadata().getLabels())
        .containsEntry("tier", "node");
  }

  @Test
  void theRegistryOfAParentTakesPrecedence() throws IOException {
    assertThat(Chart.container(WAYS_OUT).getImage()).startsWith("mirror.example:5000/vmascope:");
    assertThat(pod(WAYS_OUT).getImagePullSecrets())
        .extracting(LocalObjectReference::getName)
        .containsExactly("registry", "mirror");
    Path own = Files.writeString(folder.resolve("v.yaml"), "image: {registry: registry.example}");
    assertThat(Chart.container(own).getImage()).startsWith("registry.example/vmascope:");
  }

  /// A parent has a global of its own, with members of other charts.
  @Test
  void itIsAPartOfAnotherChart() throws IOException {
    Path parent = Files.createDirectories(folder.resolve("parent"));
    Files.writeString(
        parent.resolve("Chart.yaml"),
        "apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies: [{name: vmascope, version: 0.1.0}]\n");
    Files.writeString(
        parent.resolve("values.yaml"),
        """
        global: {imageRegistry: mirror.example, storageClass: fast, postgresql: {auth: {}}}
        vmascope: {podMonitor: {enabled: true}}
        """);
    Chart.copy(Files.createDirectories(parent.resolve("charts")));
    String rendered = new Helm(parent).template().withName("platform").withNamespace("ops").call();
    assertThat(rendered)
        .contains(
            "image: \"mirror.example/vmascope:", "name: platform-vmascope\n", "kind: PodMonitor");
  }

  /// A pod there would wait for ever, or see no host.
  @Test
  void podsAvoidNodesWithoutAHost() {
    assertThat(
            pod(DEFAULTS)
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .getFirst()
                .getMatchExpressions())
        .extracting(each -> each.getKey() + " " + each.getOperator() + " " + each.getValues())
        .containsExactly(
            "eks.amazonaws.com/compute-type NotIn [fargate]", "type NotIn [virtual-kubelet]");
    assertThat(
            pod(Chart.values("scheduling"))
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .getFirst()
                .getMatchExpressions())
        .extracting(each -> each.getKey())
        .containsExactly("kubernetes.io/arch");
  }

  @Test
  void theControlGroupsOfTheNodeAreThereToRead() throws IOException {
    Container container = Chart.container(DEFAULTS);
    VolumeMount mount =
        container.getVolumeMounts().stream()
            .filter(each -> each.getName().equals("cgroups"))
            .findFirst()
            .orElseThrow();
    assertThat(mount.getReadOnly()).isTrue();
    assertThat(mount.getRecursiveReadOnly()).isEqualTo("IfPossible");
    assertThat(mount.getMountPropagation()).as("else the mounts below are writable").isNull();
    assertThat(container.getEnv())
        .anyMatch(variable ->
            variable.getName().equals("VMASCOPE_CGROUP_ROOT")
                && variable.getValue().equals(mount.getMountPath()));
    assertThat(pod(DEFAULTS).getVolumes())
        .filteredOn(volume -> volume.getName().equals("cgroups"))
        .extracting(volume -> volume.getHostPath().getPath())
        .containsExactly("/sys/fs/cgroup");
    assertThat(Files.readString(Chart.FOLDER.resolve("profiles/apparmor")))
        .contains("  " + mount.getMountPath() + "/** r,", "  deny /host/** wl,");

    Path version1 = Files.writeString(folder.resolve("v.yaml"), "hostCgroups: {hierarchy: memory}");
    assertThat(pod(version1).toString())
        .contains("mountPath=/host/cgroup/memory,", "path=/sys/fs/cgroup/memory,");
    assertThat(pod(Chart.values("no-host-path")).toString())
        .doesNotContain("VMASCOPE_CGROUP_ROOT", "/sys/fs/cgroup");
  }

  private static PodSpec pod(Path values) {
    return Chart.objects(values, DaemonSet.class).getFirst().getSpec().getTemplate().getSpec();
  }
}

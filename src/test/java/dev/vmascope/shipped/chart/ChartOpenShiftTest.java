package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.openshift.api.model.SecurityContextConstraints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chart on OpenShift, with the constraints that admit its pods.
class ChartOpenShiftTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                          | false",
        "[{name: ca, configMap: {name: company-ca}}] | false",
        "[{name: os, hostPath: {path: /etc/os}}]     | true",
      })
  void openShiftAdmitsPathsOfTheHostOnlyIfThereAreAny(String volumes, boolean admits)
      throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            """
            openshift: {enabled: true}
            storage: {hostPath: ""}
            hostCgroups: {enabled: false}
            extraVolumes: %s
            """
                .formatted(volumes));
    SecurityContextConstraints scc =
        Chart.objects(values, SecurityContextConstraints.class).getFirst();
    assertThat(scc.getAllowHostDirVolumePlugin()).isEqualTo(admits);
    assertThat(scc.getVolumes().contains("hostPath")).isEqualTo(admits);
  }

  @Test
  void openShiftAdmitsWhatThePodAsksForAndNoMore() {
    Path values = Chart.values("openshift");
    SecurityContextConstraints scc =
        Chart.objects(values, SecurityContextConstraints.class).getFirst();
    PodSpec pod = pod(values);
    assertThat(scc.getUsers()).containsExactly("system:serviceaccount:monitoring:vmascope");
    assertThat(scc.getGroups()).isEmpty();
    assertThat(scc.getAllowHostPID()).isTrue();
    assertThat(List.of(scc.getAllowHostIPC(), scc.getAllowHostNetwork(), scc.getAllowHostPorts()))
        .containsOnly(false);
    assertThat(scc.getAllowPrivilegedContainer()).isFalse();
    assertThat(scc.getAllowPrivilegeEscalation()).isFalse();
    assertThat(scc.getReadOnlyRootFilesystem()).isTrue();
    assertThat(scc.getAllowHostDirVolumePlugin()).isTrue();
    assertThat(scc.getAllowedCapabilities())
        .isEqualTo(pod.getContainers().getFirst().getSecurityContext().getCapabilities().getAdd());
    assertThat(scc.getRequiredDropCapabilities()).containsExactly("ALL");
    assertThat(scc.getRunAsUser().getUid()).isZero();
    assertThat(scc.getSeccompProfiles()).containsExactly("runtime/default");
    assertThat(scc.getVolumes())
        .containsExactlyInAnyOrder(
            "configMap", "csi", "emptyDir", "hostPath", "projected", "secret");
    assertThat(pod.getVolumes()).extracting(Volume::getName).contains("ca", "data", "cgroups");
    assertThat(Chart.objects(DEFAULTS, SecurityContextConstraints.class)).isEmpty();
  }

  /// Without a level the constraints take that of the namespace, and then refuse the pod.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: spc_t}                     | s0",
        "{type: spc_t, level: ''}          | s0",
        "{type: spc_t, level: 's0:c1,c2'}  | s0:c1,c2",
        "{user: system_u, role: system_r}  | s0",
      })
  void constraintsAndContainerHaveTheSameLevel(String options, String level) throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            "openshift: {enabled: true}\nseLinuxOptions: %s\n".formatted(options));
    SELinuxOptions own = scc(values).getSeLinuxContext().getSeLinuxOptions();
    assertThat(own.getLevel()).isEqualTo(level);
    assertThat(Chart.container(values).getSecurityContext().getSeLinuxOptions()).isEqualTo(own);
  }

  /// Then both take what the namespace has.
  @Test
  void constraintsAndContainerHaveNoOptionsWhereNoneAreGiven() throws IOException {
    Path values = Files.writeString(folder.resolve("v.yaml"), "openshift: {enabled: true}");
    assertThat(scc(values).getSeLinuxContext().getSeLinuxOptions()).isNull();
    assertThat(Chart.container(values).getSecurityContext().getSeLinuxOptions()).isNull();
    assertThat(Chart.container(Chart.values("selinux")).getSecurityContext().getSeLinuxOptions())
        .as("elsewhere the run-time chooses a level")
        .returns(null, SELinuxOptions::getLevel);
  }

  @Test
  void anAdministratorMayApplyTheConstraintsAlone() throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("v.yaml"),
            "openshift: {enabled: true, scc: false}\nseLinuxOptions: {type: spc_t}\n");
    assertThat(Chart.objects(values, SecurityContextConstraints.class)).isEmpty();
    assertThat(Chart.container(values).getSecurityContext().getSeLinuxOptions().getLevel())
        .as("as the constraints have it")
        .isEqualTo("s0");
  }

  /// It is the account of all pods of the namespace that name none.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{create: false}", "{create: true, name: default}"})
  void theDefaultAccountGetsNoRights(String account) throws IOException {
    String text = "serviceAccount: %s\nopenshift: {enabled: true, scc: %s}\n";
    Path values = folder.resolve("v.yaml");
    Files.writeString(values, text.formatted(account, "true"));
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining("openshift.scc with the service account default");
    Files.writeString(values, text.formatted(account, "false"));
    assertThat(Chart.render(values)).contains("serviceAccountName: default");
  }

  private static SecurityContextConstraints scc(Path values) {
    return Chart.objects(values, SecurityContextConstraints.class).getFirst();
  }

  private static PodSpec pod(Path values) {
    return Chart.objects(values, DaemonSet.class).getFirst().getSpec().getTemplate().getSpec();
  }
}

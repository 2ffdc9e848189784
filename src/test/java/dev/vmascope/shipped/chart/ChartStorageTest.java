package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The folder in which the pods of the chart store files: on the node, where it outlives them.
class ChartStorageTest {
  private static PodSpec pod(Path values) {
    return Chart.objects(values, DaemonSet.class).getFirst().getSpec().getTemplate().getSpec();
  }

  /// The volume of the data folder that the image names.
  private static Volume data(Path values) throws IOException {
    PodSpec pod = pod(values);
    assertThat(Files.readString(Path.of("Dockerfile")))
        .contains("VMASCOPE_DATADIR=/var/lib/vmascope");
    VolumeMount mount =
        pod.getContainers().getFirst().getVolumeMounts().stream()
            .filter(each -> each.getMountPath().equals("/var/lib/vmascope"))
            .findFirst()
            .orElseThrow();
    assertThat(mount.getReadOnly()).isNull();
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(mount.getName()))
        .findFirst()
        .orElseThrow();
  }

  static Path[] valueFiles() {
    return Chart.valueFiles().toArray(Path[]::new);
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void isOfTheNodeUnlessThatIsForbidden(Path values) throws IOException {
    Volume data = data(values);
    if (values.endsWith("no-host-path.yaml")) {
      assertThat(data.getHostPath()).isNull();
      assertThat(data.getEmptyDir().getSizeLimit())
          .as("the kubelet ends pods that exceed it")
          .isNull();
    } else {
      assertThat(data.getHostPath().getPath()).isEqualTo("/var/lib/vmascope");
      assertThat(data.getHostPath().getType()).isEqualTo("DirectoryOrCreate");
      assertThat(data.getEmptyDir()).isNull();
      assertThat(pod(values).getContainers().getFirst().getSecurityContext().getRunAsUser())
          .as("the owner of a folder that the kubelet creates")
          .isZero();
    }
  }

  /// No other folder of the node is there to write to; to read, its control groups alone.
  @ParameterizedTest
  @MethodSource("valueFiles")
  void isTheOnlyOneOfTheNode(Path values) {
    assertThat(pod(values).getVolumes())
        .filteredOn(volume -> volume.getHostPath() != null)
        .extracting(Volume::getName)
        .isSubsetOf("data", "cgroups");
  }

  /// The second pod of a node would find the folder locked, for all of its life.
  @ParameterizedTest
  @CsvSource({"1", "10%", "100%"})
  void isNotSharedByTwoPodsOfANode(String surge, @TempDir Path folder) throws IOException {
    Object value = surge.endsWith("%") ? surge : Integer.valueOf(surge);
    ChartValues values =
        new ChartValues(Map.of()).with("updateStrategy.rollingUpdate.maxSurge", value);
    Path file = folder.resolve("values.yaml");
    Files.writeString(file, values.text());
    assertThatThrownBy(() -> Chart.render(file)).hasMessageContaining("maxSurge");
    Files.writeString(file, values.with("storage.hostPath", "").text());
    assertThat(Chart.render(file)).contains("maxSurge: " + surge);
  }

  @Test
  void takesAnUpdateWithoutASurge(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("values.yaml");
    Files.writeString(
        file, new ChartValues(Map.of()).with("updateStrategy.rollingUpdate.maxSurge", 0).text());
    assertThat(Chart.render(file)).contains("maxSurge: 0");
  }
}

package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The notes that Helm prints after an installation. Helm's library renders no notes, so here they
/// are the content of a ConfigMap.
class ChartNotesTest {
  @TempDir Path folder;

  private String notes(String values) throws IOException {
    Path chart = folder.resolve(values).resolve("vmascope");
    if (Files.notExists(chart)) {
      chart = Chart.copy(Files.createDirectories(folder.resolve(values)));
      Path notes = chart.resolve("templates/NOTES.txt");
      Files.writeString(
          chart.resolve("templates/notes.yaml"),
          """
          {{- define "notes" }}%s{{ end }}
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: notes
          data:
            notes: {{ include "notes" . | quote }}
          """
              .formatted(Files.readString(notes)));
    }
    return Chart.objects(Chart.render(chart, Chart.values(values))).stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(map -> map.getMetadata().getName().equals("notes"))
        .findFirst()
        .orElseThrow()
        .getData()
        .getOrDefault("notes", "");
  }

  @Test
  void sayHowToSeeThatItRunsAndWhoIsLetIn() throws IOException {
    assertThat(notes("defaults"))
        .contains(
            "kubectl -n monitoring rollout status daemonset/vmascope\n",
            "export TOKEN=$(kubectl -n monitoring get secret vmascope-clients",
            "Nothing scrapes it yet");
    assertThat(notes("ways-out"))
        .contains("kubectl -n observed rollout status")
        .doesNotContain("export TOKEN", "Nothing scrapes it yet");
    assertThat(notes("digests")).as("no Secret has it").doesNotContain("export TOKEN");
  }

  /// Whoever writes an exemption reads it here.
  @Test
  void nameAllThatANamespaceMustAllow() throws IOException {
    assertThat(notes("defaults"))
        .contains(
            "must allow hostPID, volumes of type hostPath, the capability SYS_PTRACE, AppArmor Unconfined:",
            "GKE Autopilot and AWS Fargate allow no hostPID",
            "On OpenShift set openshift.scc.");
    assertThat(notes("no-host-path")).contains("must allow hostPID, the capability SYS_PTRACE");
    assertThat(notes("selinux"))
        .contains("seccomp Unconfined, its SELinux options:", "no other process can be read")
        .doesNotContain("AppArmor Unconfined");
    assertThat(notes("openshift")).doesNotContain("On OpenShift set");
  }

  @Test
  void sayWhichAlertsAndLinksAreMissing() throws IOException {
    assertThat(notes("service-monitor")).contains("Alerts have no link to the runbook");
    assertThat(notes("pod-monitor")).doesNotContain("no link to the runbook");
    assertThat(notes("no-host-path"))
        .contains("hostCgroups.enabled=false: the memory limits of other pods are unknown");
    assertThat(notes("defaults")).doesNotContain("hostCgroups.enabled=false");
  }
}

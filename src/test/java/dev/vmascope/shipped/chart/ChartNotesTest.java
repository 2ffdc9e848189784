package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The notes that Helm prints after an installation. Helm's library renders no notes, so here they
/// are the content of a ConfigMap.
class ChartNotesTest {
  @TempDir Path folder;

  private String notes(String values) throws IOException {
    return notes(Chart.values(values));
  }

  private String notes(Path values) throws IOException {
    Path chart = folder.resolve("vmascope");
    if (Files.notExists(chart)) {
      Chart.copy(folder);
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
    return Chart.objects(Chart.render(chart, values)).stream()
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
        .contains("export TOKEN=...")
        .doesNotContain("get secret", "Nothing scrapes it yet");
  }

  /// A command that cannot work is not shown.
  @Test
  void sayWhoseTokenItIs() throws IOException {
    assertThat(notes("defaults"))
        .contains("\"prometheus\" of the Secret vmascope-clients.")
        .doesNotContain("scrape.credentials", "one of yours");
    assertThat(notes("digests"))
        .contains("TOKEN=...", "The token is one of yours")
        .doesNotContain("kubectl -n monitoring get secret");
    assertThat(notes("jwt-of-the-cluster"))
        .contains("create token SERVICEACCOUNT --audience ", "one that auth.jwt.grants names")
        .doesNotContain("get secret");
    assertThat(notes("jwt-of-another-issuer"))
        .contains("The token is one of yours")
        .doesNotContain("get secret");
  }

  /// Neither is a key of a Secret that is not there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth: {existingSecret: mine}",
        "auth: {digests: {prometheus: DIGEST}}",
        "auth: {mode: jwt, jwt: {issuer: https://issuer.example}}",
      })
  void sayWhatScrapesWithoutATokenOfTheChart(String auth) throws IOException {
    Path values = folder.resolve("own.yaml");
    Files.writeString(values, auth.replace("DIGEST", "0123456789abcdef".repeat(4)));
    assertThat(notes(values))
        .contains(
            "set podMonitor.enabled and scrape.credentials",
            "a token of yours with the scope metrics:read.")
        .doesNotContain("the key \"prometheus\"");
  }

  /// Whoever writes an exemption reads it here.
  @Test
  void nameAllThatANamespaceMustAllow() throws IOException {
    assertThat(notes("defaults"))
        .contains(
            "must allow hostPID, volumes of type hostPath, the capability SYS_PTRACE, AppArmor Unconfined:",
            "GKE Autopilot and AWS Fargate allow no hostPID",
            "On OpenShift set openshift.enabled.");
    assertThat(notes("no-host-path")).contains("must allow hostPID, the capability SYS_PTRACE");
    assertThat(notes("selinux"))
        .contains("seccomp Unconfined, its SELinux options:", "no other process can be read")
        .doesNotContain("AppArmor Unconfined");
    assertThat(notes("openshift")).doesNotContain("On OpenShift set");
  }

  /// With `SYS_PTRACE` the mount gives nothing that the capability does not.
  @Test
  void warnOfAWritableMountWhereTheCapabilityGivesLess() throws IOException {
    String warning = "set hostCgroups.hierarchy=memory there, or hostCgroups.enabled=false.";
    assertThat(notes("perfmon")).contains("than capability=PERFMON does:", warning);
    assertThat(notes("no-capability")).contains("than capability=none does:", warning);
    assertThat(notes("defaults")).doesNotContain(warning);
    Path values = folder.resolve("own.yaml");
    for (String cgroups : new String[] {"{hierarchy: memory}", "{enabled: false}"}) {
      Files.writeString(values, "capability: PERFMON\nhostCgroups: " + cgroups);
      assertThat(notes(values)).doesNotContain(warning);
    }
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

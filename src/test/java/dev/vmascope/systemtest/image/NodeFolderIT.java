package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Sha256;
import dev.vmascope.Shell;
import dev.vmascope.shipped.chart.Chart;
import dev.vmascope.systemtest.ImageContainer;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The image with a folder of the machine for its files, as the kubelet creates it for the chart.
class NodeFolderIT {
  private static final String TOKEN = "a token of the test alone";
  private static final String KEPT = "vmascope_feature_available{feature=\"saved-history\"} ";

  @TempDir Path folder = Path.of("");
  private Path data = folder;

  @BeforeAll
  static void build() {
    ImageContainer.build();
  }

  /// Of type `DirectoryOrCreate`: owner root, mode 0755.
  @BeforeEach
  void create() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("tokens"), "test:" + Sha256.hex(TOKEN) + ":processes:read,metrics:read\n");
  }

  private ImageContainer start() {
    Path values = Chart.values("profiles");
    EnvVar properties = Chart.container(values).getEnv().getFirst();
    return ImageContainer.start(
        values,
        "-v",
        folder.resolve("tokens") + ":/etc/vmascope/tokens/tokens:ro",
        "-v",
        data + ":/var/lib/vmascope",
        "-e",
        properties.getName() + "=" + properties.getValue(),
        ImageContainer.IMAGE);
  }

  private static String get(ImageContainer container, String path) {
    return new String(container.get(path, TOKEN).body(), StandardCharsets.UTF_8);
  }

  private static JsonNode unavailable(ImageContainer container) {
    return JsonMapper.shared().readTree(get(container, "/api/system")).path("unavailable");
  }

  @Test
  void outlivesTheContainer() {
    try (ImageContainer container = start()) {
      await("a sample")
          .atMost(Duration.ofMinutes(1))
          .until(() -> get(container, "/api/processes?limit=1").contains("\"pid\""));
      assertThat(get(container, "/actuator/prometheus").lines()).contains(KEPT + "1.0");
    }
    assertThat(data.resolve("history.bin")).isNotEmptyFile();
    try (ImageContainer next = start()) {
      assertThat(next.log()).containsPattern("Histories of [1-9][0-9]* processes were saved");
      assertThat(unavailable(next).toString()).doesNotContain("saved-history");
    }
  }

  /// Root has no capability in the container that would let it write there.
  @Test
  void ofAnotherOwnerIsNotUsedAndThatIsSaid() throws Exception {
    Shell.Result chown = Shell.run("chown", "1000:1000", data.toString());
    assertThat(chown.status()).as("%s", chown).isZero();
    try (ImageContainer container = start()) {
      assertThat(get(container, "/actuator/prometheus").lines()).contains(KEPT + "0.0");
      assertThat(unavailable(container).valueStream())
          .filteredOn(entry -> entry.path("field").asString().equals("features[saved-history]"))
          .singleElement()
          .satisfies(entry ->
              assertThat(entry.path("remedy").asString()).contains("vmascope.data-dir", "denied"));
    }
    assertThat(data).isEmptyDirectory();
  }
}

package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.Sha256;
import dev.vmascope.shipped.chart.Chart;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.ImageContainer;
import dev.vmascope.systemtest.TestProgram;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The image of the Dockerfile, made of the jar under test and run as it is meant to be.
@Alone("compares the processes of the machine with what cat reads")
class ImageIT {
  private static final String TOKEN = "a token of the test alone";

  @BeforeAll
  static void build() {
    ImageContainer.build();
  }

  @Test
  void readsEveryProcessThatCatReads() throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100");
        ImageContainer container = startAsTheChartDoes(Chart.values("profiles"))) {
      String maps = "/api/processes/" + program.pid() + "/maps?format=text";
      assertThat(container.get(maps, null).statusCode()).isEqualTo(401);
      HttpResponse<byte[]> answer = container.get(maps, TOKEN);
      assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
          .isEqualTo(maps(program.pid()));
      int read = 0;
      for (JsonNode process : processes(container)) {
        long pid = process.path("pid").asLong();
        int status = container.get("/api/processes/" + pid + "/maps?limit=1", TOKEN).statusCode();
        if (status == 200) {
          read++;
        } else {
          assertThat(canCat(pid)).as("%s, and cat reads process %s", status, pid).isFalse();
        }
      }
      assertThat(read).isGreaterThan(3);
      container.execute("/opt/vmascope/bin/health");
    }
  }

  /// With its properties as well.
  private static ImageContainer startAsTheChartDoes(Path values) throws IOException {
    Path tokens = Files.createTempDirectory("vmascope-image").resolve("tokens");
    Files.writeString(
        tokens,
        "test:" + Sha256.hex(TOKEN) + ":processes:read,maps:read,maps:addresses,metrics:read\n");
    EnvVar properties = Chart.container(values).getEnv().getFirst();
    return ImageContainer.start(
        values,
        "-v",
        tokens + ":/etc/vmascope/tokens/tokens:ro",
        "-e",
        properties.getName() + "=" + properties.getValue(),
        ImageContainer.IMAGE);
  }

  @Test
  void saysWhatItCannotSeeWithoutACapability() throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100");
        ImageContainer container = startAsTheChartDoes(Chart.values("no-capability"))) {
      String process = "/api/processes/" + program.pid();
      assertThat(container.get(process + "/maps", TOKEN).statusCode()).isEqualTo(403);
      JsonNode summary =
          JsonMapper.shared().readTree(container.get(process + "/summary", TOKEN).body());
      assertThat(summary.path("residentBytes").asLong()).isPositive();
      assertThat(summary.path("unavailable").valueStream())
          .anySatisfy(absent -> {
            assertThat(absent.path("field").asString()).isEqualTo("mappings");
            assertThat(absent.path("reason").asString()).isEqualTo("denied");
            assertThat(absent.path("remedy").asString()).contains("CAP_SYS_PTRACE");
          });
      assertThat(
              new String(
                  container.get("/actuator/prometheus", TOKEN).body(), StandardCharsets.UTF_8))
          .contains("vmascope_feature_available{feature=\"mappings-of-others\"} 0.0");
    }
  }

  /// Without the profile the same program can do nearly all of it: the capability alone lets it.
  @Test
  void nothingInItCanMakeTheCallsThatTraceAProcess() {
    Path tracer = TestProgram.compile("tracer", "-static");
    String mounted = tracer + ":/tracer:ro";
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100");
        ImageContainer container = ImageContainer.start("-v", mounted, ImageContainer.IMAGE);
        ImageContainer without =
            ImageContainer.start(Chart.values("selinux"), "-v", mounted, ImageContainer.IMAGE)) {
      String[] command = {
        "/tracer", Long.toString(program.pid()), Long.toHexString(stackOf(program.pid()))
      };
      assertThat(without.execute(command).lines())
          .contains(
              "ptrace 0",
              "process_vm_readv 0",
              "process_vm_writev 0",
              "pidfd_getfd 0",
              "kcmp 0",
              "kill 0");
      assertThat(container.execute(command).lines())
          .as("each of the ten that it tries ends with EPERM")
          .hasSize(10)
          .allMatch(line -> line.endsWith(" 1"));
    }
  }

  private static long stackOf(long pid) {
    try {
      return maps(pid)
          .lines()
          .filter(line -> line.endsWith("[stack]"))
          .map(line -> Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command of the chart's test.
  @Test
  void theTestOfTheChartTellsRightTokensFromWrongOnes() throws Exception {
    try (ImageContainer container = startAsTheChartDoes(Chart.values("profiles"))) {
      assertThat(checkAccess(container, TOKEN)).endsWith("answers 200");
      assertThatThrownBy(() -> checkAccess(container, "another token"))
          .hasMessageContaining("expected 200");
    }
  }

  private static String checkAccess(ImageContainer container, String token) {
    return container.execute(
        "env",
        "VMASCOPE_HOST=127.0.0.1",
        "VMASCOPE_TOKEN=" + token,
        "/opt/vmascope/bin/check-access");
  }

  private static JsonNode processes(ImageContainer container) {
    byte[] list = container.get("/api/processes?type=user", TOKEN).body();
    return JsonMapper.shared().readTree(list).path("processes");
  }

  private static String maps(long pid) throws IOException {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    return new String(Files.readAllBytes(maps), StandardCharsets.ISO_8859_1);
  }

  private static boolean canCat(long pid) {
    try {
      return !maps(pid).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }
}

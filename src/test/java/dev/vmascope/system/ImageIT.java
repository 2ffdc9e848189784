package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The image of the Dockerfile, built both ways and run as it is meant to be.
class ImageIT {
  private static final String TOKEN = "a token of the test alone";

  @BeforeAll
  static void build() {
    ImageContainer.build();
  }

  @Test
  void readsEveryProcessThatCatReads() throws Exception {
    Path tokens = Files.createTempDirectory("vmascope-image").resolve("tokens");
    Files.writeString(
        tokens, "test:" + Sha256.hex(TOKEN) + ":processes:read,maps:read,maps:addresses\n");
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100");
        ImageContainer container =
            ImageContainer.start(
                "-v",
                tokens + ":/tokens:ro",
                "-e",
                "VMASCOPE_SECURITY_TOKENFILE=/tokens",
                ImageContainer.IMAGE)) {
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

  /// With Docker alone: the jar is built inside.
  @Test
  void asksForTheTokenThatItMadeWhereNoneWasGiven() {
    ImageContainer.docker("build", "-t", "vmascope:built-inside", ".");
    try (ImageContainer container = ImageContainer.start("vmascope:built-inside")) {
      String token = container.token();
      assertThat(token).hasSize(43);
      assertThat(container.get("/api/processes", null).statusCode()).isEqualTo(401);
      assertThat(container.get("/api/processes", token).statusCode()).isEqualTo(200);
      assertThat(container.execute("cat", "/opt/vmascope/vmascope.cdx.json"))
          .as("what is in it")
          .contains("CycloneDX", "spring-webmvc", "micrometer");
    }
  }
}

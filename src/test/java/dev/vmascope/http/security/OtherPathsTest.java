package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/// Behind a context path, and with the actuators elsewhere, the same things are open, closed and
/// called a page.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"server.servlet.context-path=/vma", "management.endpoints.web.base-path=/ops"})
class OtherPathsTest {
  @TempDir static Path folder = Path.of("");

  @LocalServerPort int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) throws IOException {
    TokenModeFixture.with(
        properties,
        folder,
        Map.of("metrics", List.of("metrics:read"), "maps", List.of("maps:read")));
  }

  private HttpResponse<String> get(String path, String... headers) {
    return new ServiceClient(port).get(path, HttpResponse.BodyHandlers.ofString(), headers);
  }

  @Test
  void probesAndHealthAreOpen() throws Exception {
    assertThat(get("/vma/livez").statusCode()).isEqualTo(200);
    assertThat(get("/vma/readyz").statusCode()).isIn(200, 503);
    assertThat(get("/vma/ops/health").statusCode()).isIn(200, 503);
    assertThat(get("/vma/api").statusCode()).isEqualTo(401);
  }

  @Test
  void metricsNeedTheirScope() throws Exception {
    assertThat(get("/vma/ops/prometheus").statusCode()).isEqualTo(401);
    assertThat(get("/vma/ops/prometheus", "Authorization", "Bearer maps").statusCode())
        .isEqualTo(403);
    assertThat(get("/vma/ops/prometheus", "Authorization", "Bearer metrics").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aPageIsAPageAndDataIsNot() throws Exception {
    assertThat(get("/vma/swagger-ui/index.html").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("script-src 'self'"));
    assertThat(get("/vma/livez").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("script-src"));
    HttpResponse<String> link =
        get(
            "/vma/swagger-ui/index.html",
            "Sec-Fetch-Site",
            "cross-site",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Dest",
            "document");
    assertThat(link.statusCode()).isEqualTo(200);
  }

  /// Whoever refuses: the security of the service, or its server.
  @ParameterizedTest
  @ValueSource(strings = {"/vma/api", "/vma/api/..%2Fx"})
  void problemsLeadToTheirPages(String path) {
    String help = JsonMapper.shared().readTree(get(path).body()).path("help").asString();
    assertThat(help).startsWith("/vma/problems/");
    assertThat(get(help).body()).startsWith(help.substring("/vma/problems/".length()) + ": 4");
  }

  /// What a browser runs before it has asked for anything names no other place.
  @ParameterizedTest
  @ValueSource(strings = {"index.html", "swagger-initializer.js", "index.css"})
  void theExplorerNamesNoPlaceOfStrangers(String file) throws Exception {
    HttpResponse<String> page = get("/vma/swagger-ui/" + file);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isNotEmpty().doesNotContain("http:", "https:", "=\"//", "petstore");
  }
}

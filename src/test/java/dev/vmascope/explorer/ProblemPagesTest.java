package dev.vmascope.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.http.problem.ProblemCode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The pages about problems, to which every problem leads.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProblemPagesTest {
  @LocalServerPort int port;

  private HttpResponse<byte[]> get(String path, String... headers) {
    return new ServiceClient(port).get(path, headers);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void explainEachCodeWithItsExample(ProblemCode code) {
    HttpResponse<byte[]> page = get("/problems/" + code);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("max-age=86400, public");
    assertThat(text(page))
        .startsWith(code + ": " + code.status() + " " + code.title() + "\n")
        .contains(code.cause(), code.advice(), "\"type\" : \"urn:vmascope:problem:" + code + "\"")
        .endsWith("}\n");
    assertThat(text(get("/problems"))).contains("/problems/" + code + " ");
  }

  @Test
  void areWhereAProblemLeads() {
    JsonNode problem = new ServiceClient(port).json("/api/processes/self/maps?from=x");
    String help = problem.path("help").asString();
    assertThat(text(get(help))).startsWith("invalid-parameter: 400");
    assertThat(new ServiceClient(port).json("/api").path("problems").asString())
        .isEqualTo("/problems");
  }

  /// A browser shows them, also if another page has a link to them.
  @ParameterizedTest
  @ValueSource(strings = {"/problems", "/problems/busy"})
  void areShownByBrowsers(String path) {
    HttpResponse<byte[]> page =
        get(
            path,
            "Accept",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "Sec-Fetch-Site",
            "cross-site",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Dest",
            "document");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/problems/none",
        "/problems/",
        "/problems/busy/",
        "/problems/BUSY",
        "/problems/busy.json"
      })
  void areNotThereForOtherNames(String path) {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains("urn:vmascope:problem:not-found");
  }
}

package dev.vmascope.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.api.SleepingChild;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What somebody gets who knows nothing but the port.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.sampling.interval=1h")
class FirstContactTest {
  private static final Pattern PATH = Pattern.compile("(?m)^  (/\\S*)");

  @RegisterExtension final SleepingChild child = new SleepingChild();
  @LocalServerPort int port;

  private HttpResponse<byte[]> get(String path, String... headers) {
    return new ServiceClient(port).get(path, headers);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void saysWhatToAskForInAFewLines() {
    HttpResponse<byte[]> answer = get("/", "Accept", "*/*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept");
    assertThat(text(answer)).endsWith("\n");
    assertThat(text(answer).lines().toList())
        .hasSizeLessThanOrEqualTo(26)
        .allMatch(line -> line.length() <= 80);
  }

  /// Each line is a request that is answered.
  @Test
  void namesNothingThatIsNotThere() {
    List<String> paths =
        PATH.matcher(text(get("/"))).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(paths).hasSizeGreaterThan(15);
    await("the first sample").until(() -> get("/api/processes").statusCode() == 200);
    for (String path : paths) {
      // No process has a mapping there on each machine; the problem names those below and above.
      int expected = path.contains("/maps/0x") ? 404 : path.endsWith(".html") ? 302 : 200;
      HttpResponse<byte[]> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(expected);
      assertThat(answer.body().length > 0 || expected == 302).as(path).isTrue();
    }
  }

  /// Whether this build has the page or only the words that it has none.
  @Test
  void showsBrowsersAPage() {
    HttpResponse<byte[]> answer =
        get("/", "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(answer.headers().allValues("Vary")).contains("Accept");
    assertThat(text(answer)).startsWith("<!").contains("<title>vmascope");
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics, /actuator/prometheus",
    "/health, /livez",
    "/healthz, /livez",
    "/ready, /readyz",
    "/help, /",
    "/favicon.ico, /swagger-ui/icon.png",
    "/openapi.json, /v3/api-docs"
  })
  void leadsFromThePathsOfOthersToItsOwn(String path, String own) {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains(own);
    assertThat(get(own).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "nmae, The parameter nmae is unknown. Did you mean name?",
    "Name, The parameter Name is unknown. Did you mean name?",
    "minRes, The parameter minRes is unknown. Did you mean minResidentBytes?",
    "colour, The parameter colour is unknown. Did you mean color?",
    "wombat, The parameter wombat is unknown. Known",
    "na%3Cme, A parameter is unknown. Known",
  })
  void namesAnUnknownParameter(String sent, String expected) {
    HttpResponse<byte[]> answer = get("/api/processes?" + sent + "=1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains(expected).endsWith("\n").doesNotContain("<");
  }

  @Test
  void refusesAParameterWithoutAValue() {
    HttpResponse<byte[]> answer = get("/api/processes?name=");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("name: expected a value");
  }

  @Test
  void takesSizesWithUnits() {
    String maps = "/api/processes/" + child.pid() + "/maps?format=csv&minBytes=";
    assertThat(text(get(maps + "64KiB"))).isEqualTo(text(get(maps + "65536"))).contains("\n");
    HttpResponse<byte[]> wrong = get("/api/processes/self/maps?minBytes=1%20MB");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(text(wrong)).contains("minBytes: expected a size");
  }
}

package dev.vmascope.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pasted lines over HTTP, with all scopes and without `maps:addresses`.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.sampling.interval=1h", "vmascope.kernel-log.enabled=false"})
class ExplainApiTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String FAULT =
      "crash[31662]: segfault at 8 ip 0000556759caf2dc sp 00007ffc04b79520 error 6 in crash[12dc,556759caf000+1000]"
          + " likely on CPU 1 (core 1, socket 0)";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties)
      throws IOException, GeneralSecurityException {
    Path tokens =
        Files.write(
            Files.createTempDirectory("vmascope-explain").resolve("tokens"),
            List.of(
                "all:%s:processes:read,maps:read,maps:addresses".formatted(Sha256.hex("all")),
                "some:%s:processes:read,maps:read".formatted(Sha256.hex("some"))));
    properties.add("vmascope.security.mode", () -> "token");
    properties.add("vmascope.security.token-file", tokens::toString);
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private HttpResponse<String> explain(String query, String token, String lines, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/faults/explain" + query))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(lines));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> explainText(String query, String token, String lines)
      throws IOException, InterruptedException {
    return explain(query, token, lines, "Content-Type", "text/plain; charset=utf-8");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer all")
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void theSystemSaysThatTheLogIsSwitchedOff() throws Exception {
    JsonNode system = json(get("/api/system").body());
    assertThat(
            system
                .path("features")
                .valueStream()
                .filter(feature -> feature.path("feature").asString().equals("kernel-log"))
                .map(feature -> feature.path("available").asBoolean(true)))
        .containsExactly(false);
  }

  @Test
  void ofVeryManyLinesTheLastThousandAreExplainedAndTheRestIsStated() throws Exception {
    String shortest = "[1] int3 ip:0 sp:0 error:0\n";
    int lines = (1 << 16) / shortest.length();
    JsonNode answer = json(explainText("", "some", shortest.repeat(lines)).body());
    assertThat(lines).isGreaterThan(2_000);
    assertThat(answer.path("faults").size()).isEqualTo(1_000);
    assertThat(answer.at("/unavailable/0/field").asString()).isEqualTo("faults[]");
    assertThat(answer.at("/unavailable/0/remedy").asString()).startsWith(lines - 1_000 + " more");
    JsonNode fewer = json(explainText("", "some", shortest.repeat(1_000)).body());
    assertThat(fewer.path("faults").size()).isEqualTo(1_000);
    assertThat(fewer.path("unavailable").toString()).doesNotContain("more come before");
  }

  @Test
  void pastedLinesAreExplained() throws Exception {
    JsonNode answer =
        json(explainText("", "some", "Nov 25 21:28:53 w kernel: " + FAULT + "\nhello\n").body());
    assertThat(answer.at("/faults/0/cause").asString()).isEqualTo("null-pointer");
    assertThat(answer.at("/faults/0/address").asString()).isEqualTo("0x8");
    assertThat(answer.at("/notUnderstood/0").asInt()).isEqualTo(2);
    assertThat(answer.path("notes").toString()).contains("SIGBUS");
  }

  private static String startOfCode() throws IOException {
    String code =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains(" r-xp "))
            .findFirst()
            .orElseThrow();
    return code.substring(0, code.indexOf('-'));
  }

  @Test
  void aLiveProcessShowsWhereTheAddressesAre() throws Exception {
    String line = "x[1]: segfault at 8 ip %s sp 00007ffc04b79520 error 6".formatted(startOfCode());
    JsonNode place = json(explainText("?pid=self", "all", line).body()).at("/places/0");
    assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp");
    assertThat(place.has("addressIn")).isFalse();
  }

  /// The kernel cannot be asked for an address of its own half, so one listing serves for the rest.
  @Test
  void addressesThatCannotBeAskedForAreLookedUpInTheListing() throws Exception {
    String code = startOfCode();
    String first = "x[1]: segfault at ffffffffff600000 ip " + code + " sp 0 error 6\n";
    String other = "x[1]: segfault at 8 ip " + code + " sp 0 error 6\n";
    String lines = first + other.repeat(30);
    JsonNode places = json(explainText("?pid=self", "all", lines).body()).path("places");
    assertThat(places.size()).isEqualTo(20);
    assertThat(places.valueStream())
        .allSatisfy(
            place -> assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp"));
  }

  @Test
  void addressesOfAProcessNeedTheScope() throws Exception {
    assertThat(explainText("?pid=self", "some", FAULT).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNoLogIsRefused() throws Exception {
    HttpResponse<String> response = explainText("", "all", "\nhello\n");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("type").asString()).endsWith(":malformed-input");
    assertThat(json(response.body()).path("line").asInt()).isEqualTo(2);
    assertThat(explainText("", "all", "").statusCode()).isEqualTo(400);
    assertThat(explainText("?snapshot=1", "all", FAULT).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    HttpResponse<String> response = explainText("", "all", "x".repeat((1 << 16) + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains(":too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/octet-stream", "text", "*/*"})
  void otherTypesAreRefused(String type) throws Exception {
    HttpResponse<String> response = explain("", "all", FAULT, "Content-Type", type);
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains(":unsupported-media-type");
  }

  @Test
  void aFormIsRefused() throws Exception {
    HttpResponse<String> response =
        explain("", "all", FAULT, "Content-Type", "application/x-www-form-urlencoded");
    assertThat(response.statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/faults/explain, GET, 405",
    "/api/nothing, POST, 404",
    "/api/faults, GET, 200",
    "/api/faults, PUT, 405",
    "/livez, GET, 200"
  })
  void whoeverSendsABodyIsToldThatTheConnectionCloses(String path, String method, int status)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer all")
            .method(method, HttpRequest.BodyPublishers.ofString("not asked for"))
            .build();
    HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Connection")).contains("close");
  }

  @Test
  void whoeverSendsNoneKeepsTheConnection() throws Exception {
    assertThat(get("/api/faults").headers().firstValue("Connection"))
        .isNotEqualTo(Optional.of("close"));
  }

  @Test
  void noTypeAtAllIsRefused() throws Exception {
    assertThat(explain("", "all", FAULT).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site=cross-site", "Origin=http://evil.example"})
  void aPageOfAnotherOriginIsRefused(String header) throws Exception {
    String[] parts = header.split("=", 2);
    HttpResponse<String> response =
        explain("", "all", FAULT, "Content-Type", "text/plain", parts[0], parts[1]);
    assertThat(response.statusCode()).isEqualTo(403);
  }
}

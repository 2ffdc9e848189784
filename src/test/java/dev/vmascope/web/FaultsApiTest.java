package dev.vmascope.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Faults over HTTP: of a file in place of the kernel's log, and of pasted lines, with all scopes
/// and without `maps:addresses`.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.sampling.interval=1h")
class FaultsApiTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String FAULT =
      "crash[31662]: segfault at 8 ip 0000556759caf2dc sp 00007ffc04b79520 error 6 in crash[12dc,556759caf000+1000]"
          + " likely on CPU 1 (core 1, socket 0)";
  private static final List<String> LOG =
      List.of(
          "6,1,5000000," + "-;" + FAULT,
          "6,2,5000010,-;Code: 48 <c7> 00 01 00 00 00",
          " SUBSYSTEM=x[1]: segfault at 8 ip 0000556759caf2dc sp 00007ffc04b79520 error 6",
          "14,3,5000020,-;forged[1]: segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4",
          "3,4,6000000,-;Out of memory: Killed process 10015 (tail) total-vm:26248kB, anon-rss:23808kB, file-rss:1164kB, shmem-rss:0kB, UID:0");

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void log(DynamicPropertyRegistry properties) throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("vmascope-faults");
    properties.add("vmascope.kernel-log.path", Files.write(folder.resolve("kmsg"), LOG)::toString);
    Path tokens =
        Files.write(
            folder.resolve("tokens"),
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

  @BeforeEach
  void waitForTheLog() {
    await().until(() -> json(get("/api/faults", "all")).path("count").asInt() == 2);
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path, String token) throws IOException, InterruptedException {
    return send(request(path, token)).body();
  }

  private HttpResponse<String> explain(String query, String token, String lines, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/faults/explain" + query, token)
            .POST(HttpRequest.BodyPublishers.ofString(lines));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<String> explainText(String query, String token, String lines)
      throws IOException, InterruptedException {
    return explain(query, token, lines, "Content-Type", "text/plain; charset=utf-8");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aFaultIsDecodedAndExplained() throws Exception {
    JsonNode fault = json(get("/api/faults", "all")).at("/faults/1");
    assertThat(fault.path("kind").asString()).isEqualTo("segfault");
    assertThat(fault.path("signal").asString()).isEqualTo("SIGSEGV");
    assertThat(fault.has("siCode")).isFalse();
    assertThat(fault.path("name").asString()).isEqualTo("crash");
    assertThat(fault.path("tid").asInt()).isEqualTo(31662);
    assertThat(fault.path("cause").asString()).isEqualTo("null-pointer");
    assertThat(fault.path("access").asString()).isEqualTo("write");
    assertThat(fault.path("address").asString()).isEqualTo("0x8");
    assertThat(fault.at("/object/offset").asString()).isEqualTo("0x12dc");
    assertThat(fault.path("code").asString()).isEqualTo("48 <c7> 00 01 00 00 00");
    assertThat(fault.path("line").asString()).isEqualTo(FAULT);
    assertThat(fault.path("beforeStart").asBoolean()).isTrue();
    assertThat(fault.path("explanation").asString()).contains("a null pointer");
  }

  @Test
  void theNewestComesFirstAndWhatAProgramWroteIsNone() throws Exception {
    JsonNode answer = json(get("/api/faults", "all"));
    assertThat(answer.at("/faults/0/kind").asString()).isEqualTo("oom-kill");
    assertThat(answer.at("/faults/0/pid").asInt()).isEqualTo(10015);
    assertThat(answer.at("/faults/0/memory/anonymousBytes").asLong()).isEqualTo(23808 * 1024);
    assertThat(answer.toString()).doesNotContain("forged", "SUBSYSTEM");
    assertThat(answer.path("segfaults").asLong(-1)).isZero();
    assertThat(json(get("/api/faults?name=t*l&limit=1", "all")).path("count").asInt()).isEqualTo(1);
  }

  @Test
  void withoutTheScopeThereAreNoAddresses() throws Exception {
    String answer = get("/api/faults", "some");
    JsonNode fault = json(answer).at("/faults/1");
    assertThat(answer).doesNotContain("556759caf", "7ffc04b79520", "c7 00", "\"address\"");
    assertThat(fault.path("cause").asString()).isEqualTo("null-pointer");
    assertThat(fault.at("/object/offset").asString()).isEqualTo("0x12dc");
    assertThat(answer).contains("maps:addresses");
    assertThat(get("/api/faults?format=table", "some")).doesNotContain("556759caf");
    assertThat(explainText("?pid=self", "some", FAULT).statusCode()).isEqualTo(403);
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

  @Test
  void aLiveProcessShowsWhereTheAddressesAre() throws Exception {
    String code =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains(" r-xp "))
            .findFirst()
            .orElseThrow();
    String start = code.substring(0, code.indexOf('-'));
    String line = "x[1]: segfault at 8 ip %s sp 00007ffc04b79520 error 6".formatted(start);
    JsonNode place = json(explainText("?pid=self", "all", line).body()).at("/places/0");
    assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp");
    assertThat(place.has("addressIn")).isFalse();
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

  /// The server takes a form for parameters, of which none is known.
  @Test
  void aFormIsRefused() throws Exception {
    HttpResponse<String> response =
        explain("", "all", FAULT, "Content-Type", "application/x-www-form-urlencoded");
    assertThat(response.statusCode()).isEqualTo(400);
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

package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests that fail: each gets a problem document.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProblemsApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/processes/0/maps, 400, invalid-parameter",
    "/api/processes/-1/maps, 400, invalid-parameter",
    "/api/processes/99999999999/maps, 400, invalid-parameter",
    "/api/processes/01/maps, 400, invalid-parameter",
    "/api/processes/1e3/maps, 400, invalid-parameter",
    "/api/processes/..%2F1/maps, 400, invalid-request",
    "/api/processes/4194305/maps, 404, process-not-found",
    "/api/processes/4194305/summary, 404, process-not-found",
    "/api/processes/self/maps?kinds=heap, 400, invalid-parameter",
    "/api/processes/self/maps?kind=heaps, 400, invalid-parameter",
    "/api/processes/self/maps?permissions=rw, 400, invalid-parameter",
    "/api/processes/self/maps?minBytes=-1, 400, invalid-parameter",
    "/api/processes/self/maps?from=xyz, 400, invalid-parameter",
    "/api/processes/self/maps?limit=0, 400, invalid-parameter",
    "/api/processes/self/maps?after=nonsense, 400, invalid-parameter",
    "/api/processes/self/maps?detail=rollup, 400, invalid-parameter",
    "/api/processes/self/maps?detail=smaps&force=yes, 400, invalid-parameter",
    "/api/processes/self/maps?category=stacks, 400, invalid-parameter",
    "/api/processes/self/summary?detail=all, 400, invalid-parameter",
    "/api/processes/self/maps?format=xml, 400, invalid-parameter",
    "/api/processes/self/maps?partial=no, 400, invalid-parameter",
    "/api/processes/self/maps?startTicks=1, 410, process-replaced",
    "/api/processes/self/maps/0x0, 404, no-mapping-at-address",
    "/api/processes/2/maps/0x1000, 404, no-mapping-at-address",
    "/api/processes/self/maps/0x10000000000000000, 400, invalid-parameter",
    "/api/processes/self/growth?window=2h, 400, invalid-parameter",
    "/api/processes/self/growth?window=abc, 400, invalid-parameter",
    "/api/processes/self/growth?startTicks=1, 410, process-replaced",
    "/api/processes/4194305/growth, 404, process-not-found",
    "/api/processes/self/watch?for=99ms, 400, invalid-parameter",
    "/api/processes/self/watch?for=31s, 400, invalid-parameter",
    "/api/processes/self/watch?time=1s, 400, invalid-parameter",
    "/api/processes/self/watch?startTicks=1, 410, process-replaced",
    "/api/processes/4194305/watch, 404, process-not-found",
    "/api/snapshots?since=yesterday, 400, invalid-parameter",
    "/api/snapshots?pid=0, 400, invalid-parameter",
    "/api/snapshots?after=!, 400, invalid-parameter",
    "/api/snapshots/none, 404, snapshot-not-found",
    "/api/snapshots/none/maps, 404, snapshot-not-found",
    "/api/snapshots/..%2ftokens/capture, 400, invalid-request",
    "/api/processes/self/capture?detail=all, 400, invalid-parameter",
    "/api/processes/self/capture?redact=pages, 400, invalid-parameter",
    "'/api/processes/self/capture?redact=names,', 400, invalid-parameter",
    "/api/processes/self/capture?startTicks=1, 410, process-replaced",
    "/api/processes/4194305/capture, 404, process-not-found",
    "/api/processes/self/events?for=99ms, 400, invalid-parameter",
    "/api/processes/self/events?for=2h, 400, invalid-parameter",
    "/api/processes/self/events?format=json, 400, invalid-parameter",
    "/api/processes/self/events?startTicks=1, 410, process-replaced",
    "/api/processes/4194305/events, 404, process-not-found",
    "/api/diff, 400, invalid-parameter",
    "/api/diff?a=self, 400, invalid-parameter",
    "/api/diff?a=self&b=snapshot:1, 400, invalid-parameter",
    "/api/diff?a=self&b=self@, 400, invalid-parameter",
    "/api/diff?a=self&b=0, 400, invalid-parameter",
    "/api/diff?a=self&b=self@9999999999999999999, 400, invalid-parameter",
    "/api/diff?a=self&b=self&sort=name, 400, invalid-parameter",
    "/api/diff?a=self&b=self@1, 410, process-replaced",
    "/api/diff?a=4194305&b=self, 404, process-not-found",
    "/api/growth?measure=memory, 400, invalid-parameter",
    "/api/growth?limit=0, 400, invalid-parameter",
    "/api/groups?format=text, 400, invalid-parameter",
    "/api/groups/there/is/none, 404, not-found",
    "/api/groups/, 404, not-found",
    "/api/processes?sort=nam, 400, invalid-parameter",
    "/api/processes?limit=1001, 400, invalid-parameter",
    "/api/processes?format=text, 400, invalid-parameter",
    "/api/nothing, 404, not-found",
    "/actuator/env, 404, not-found",
    "/error, 404, not-found"
  })
  void everyFailureIsAProblemDocument(String path, int status, String code) {
    assertProblem(api.get(path), status, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?%zz=1", "?path=%zz", "?path=%ff%fe%00", "?%0a%1b%5b2J=1", "?path=%0a"})
  void queriesThatCannotBeDecodedAreNoDefectsOfTheService(String query) throws IOException {
    // Sent as it is, since Java's own client would refuse it.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET /api/processes/self/maps"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).containsPattern("^HTTP/1.1 (200|400) ");
    }
  }

  @Test
  void otherMethodsAndMediaTypesAreProblemsToo() {
    HttpResponse<byte[]> post = api.send("POST", "/api/processes");
    assertProblem(post, 405, "method-not-allowed");
    assertThat(post.headers().firstValue("Allow")).isPresent();
    assertProblem(api.get("/api/processes", "Accept", "image/png"), 406, "not-acceptable");
    assertProblem(api.get("/api", "Accept", "image/png"), 406, "not-acceptable");
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode problem = JsonMapper.shared().readTree(response.body());
    assertThat(problem.path("type").asString()).isEqualTo("urn:vmascope:problem:" + code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("instance").asString()).startsWith("/");
  }
}

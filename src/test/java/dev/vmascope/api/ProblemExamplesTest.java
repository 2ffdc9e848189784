package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ProblemExample;
import dev.vmascope.ServiceClient;
import dev.vmascope.http.problem.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples of problems in the API description, each beside the answer to a real request.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProblemExamplesTest {
  private static final String SELF = "/api/processes/self";

  /// What a program writes that was stopped while it printed its own listing.
  private static final String CUT_LISTING =
      """
      00400000-00452000 r-xp 00000000 08:02 173521      /usr/bin/dbus-daemon
      00651000-00652000 r--p 00051000 08:02 173521      /usr/bin/dbus-daemon
      00652000-006\
      """;

  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
  }

  private String get(String path, String... headers) {
    return new String(api.get(path, headers).body(), StandardCharsets.UTF_8);
  }

  private String post(String path, String type, String body) {
    return new ServiceClient(port)
        .send(
            "POST",
            path,
            HttpRequest.BodyPublishers.ofString(body),
            HttpResponse.BodyHandlers.ofString(),
            "Content-Type",
            type)
        .body();
  }

  @Test
  void requestsThatAreWrong() {
    ProblemExample.check(ProblemCode.INVALID_PARAMETER, get(SELF + "/growth?windows=5m"));
    ProblemExample.check(ProblemCode.INVALID_REQUEST, get("/api/processes/..%2F1/maps"));
    ProblemExample.check(
        ProblemCode.METHOD_NOT_ALLOWED,
        new String(api.send("POST", "/api/processes").body(), StandardCharsets.UTF_8));
    ProblemExample.check(ProblemCode.NOT_ACCEPTABLE, get("/api/processes", "Accept", "image/png"));
  }

  @Test
  void thingsThatAreNotThere() {
    ProblemExample.check(ProblemCode.PROCESS_NOT_FOUND, get("/api/processes/4194305/maps"));
    ProblemExample.check(ProblemCode.SNAPSHOT_NOT_FOUND, get("/api/snapshots/none"));
    ProblemExample.check(ProblemCode.NO_MAPPING_AT_ADDRESS, get(SELF + "/maps/0x10"));
    ProblemExample.check(ProblemCode.NOT_FOUND, get("/api/process"));
    ProblemExample.check(ProblemCode.PROCESS_REPLACED, get(SELF + "/maps?startTicks=1"));
  }

  @Test
  void bodiesThatAreWrong() {
    String explain = "/api/faults/explain";
    ProblemExample.check(ProblemCode.MALFORMED_INPUT, post(explain, "text/plain", "\nhello\n"));
    ProblemExample.check(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE, post(explain, "application/json", "{}"));
    ProblemExample.check(ProblemCode.TOO_LARGE, post(explain, "text/plain", "x".repeat(65_537)));
  }

  @Test
  void aListingThatWasCutOff() {
    String stored = post("/api/address-spaces?store=true", "text/plain", CUT_LISTING);
    JsonNode id = JsonMapper.shared().readTree(stored).findValue("snapshot");
    ProblemExample.check(
        ProblemCode.PARTIAL_READ, get("/api/snapshots/" + id.asString() + "/maps?format=csv"));
  }

  @Test
  void aBodyThatDoesNotArrive() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head =
          "POST /api/faults/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      ProblemExample.check(
          ProblemCode.REQUEST_TIMEOUT, answer.substring(answer.indexOf("\r\n\r\n")));
    }
  }

  /// Each code is requested by some test, and its example compared there.
  @ParameterizedTest
  @EnumSource
  void everyExampleIsCompared(ProblemCode code) throws IOException {
    String call = "ProblemExample\\.check\\(\\s*ProblemCode\\." + code.name() + ",";
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> tests =
          files.filter(file -> file.toString().matches(".*(Test|IT)\\.java")).toList();
      assertThat(tests)
          .anySatisfy(test -> assertThat(Files.readString(test)).containsPattern(call));
    }
  }

  /// A client sees the examples of exactly those codes that a status has.
  @Test
  void theDescriptionHasThemAll() {
    JsonNode description = api.json("/v3/api-docs");
    FitsSchema schema = new FitsSchema(description);
    for (ProblemCode code : ProblemCode.values()) {
      JsonNode response = description.at("/components/responses/Problem" + code.status());
      JsonNode document = response.at("/content/application~1problem+json");
      JsonNode example = document.path("examples").path(code.toString()).path("value");
      assertThat(example.path("status").asInt()).isEqualTo(code.status());
      assertThat(example.path("title").asString()).isEqualTo(code.title());
      assertThat(example.path("type").asString()).endsWith(":" + code);
      schema.check(code.toString(), example, document.path("schema"));
    }
  }
}

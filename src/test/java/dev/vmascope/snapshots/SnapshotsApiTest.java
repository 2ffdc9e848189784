package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Snapshots of a process of this machine, over HTTP: they answer as the process does.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.scan.budget=64", "vmascope.scan.max-read=1m", "vmascope.scan.cache=1m"})
class SnapshotsApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What differs between a process and a capture of it: how it was read, and what is absent.
  private static final List<String> OF_THE_READ = List.of("capture", "unavailable");

  @RegisterExtension final SleepingChild child = new SleepingChild();
  @LocalServerPort private int port;

  /// What is stopped does not change.
  @BeforeEach
  void stopChild() throws Exception {
    Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start();
    assertThat(stop.waitFor()).isZero();
    await().until(() -> Files.readString(child.proc().resolve("stat")).contains(") T "));
  }

  private HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
    return new SnapshotClient(port).send(method, path, body, headers);
  }

  private JsonNode json(String path) {
    return new LiveApi(port).json(path);
  }

  private String take(String query) {
    return new SnapshotClient(port).take(child.pid(), query);
  }

  private byte[] capture(String id) {
    return new SnapshotClient(port).capture(id);
  }

  private HttpResponse<String> receive(byte[] capture, String query) {
    return new SnapshotClient(port).receive(capture, query);
  }

  private static JsonNode withoutTheRead(JsonNode answer) {
    ObjectNode copy = (ObjectNode) answer.deepCopy();
    OF_THE_READ.forEach(copy::remove);
    return copy;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/maps",
        "/maps?kind=file&permissions=r-x?",
        "/maps?limit=3",
        "/maps?detail=smaps&force=true",
        "/summary",
        "/summary?detail=smaps&force=true",
        "/numa?force=true",
        "/findings",
        "/access?address=0x10&type=write",
        "/access?address=0xffff800000000000&type=read"
      })
  void answersLikeTheProcess(String operation) {
    String id = take("?detail=smaps&force=true");
    JsonNode live = json("/api/processes/" + child.pid() + operation);
    JsonNode stored = json("/api/snapshots/" + id + operation);
    assertThat(withoutTheRead(stored)).isEqualTo(withoutTheRead(live));
    assertThat(stored.path("capture").path("complete").asBoolean()).isTrue();
  }

  @Test
  void givesTheSameBytesAndTables() {
    String id = take("");
    String live = "/api/processes/" + child.pid() + "/maps?format=";
    String stored = "/api/snapshots/" + id + "/maps?format=";
    LiveApi api = new LiveApi(port);
    for (String format : List.of("text", "csv", "table")) {
      assertThat(api.text(stored + format)).as(format).isEqualTo(api.text(live + format));
    }
    JsonNode first = json("/api/processes/" + child.pid() + "/maps").path("mappings").path(0);
    String at = "/maps/" + first.path("start").asString();
    assertThat(json("/api/snapshots/" + id + at).path("mapping").path("path"))
        .isEqualTo(first.path("path"));
  }

  @Test
  void hasTheTimeOfTheCapture() {
    String id = take("");
    JsonNode snapshot = json("/api/snapshots/" + id);
    JsonNode maps =
        snapshot
            .path("files")
            .valueStream()
            .filter(file -> file.path("path").asString().endsWith("/maps"))
            .findFirst()
            .orElseThrow();
    JsonNode capture = json("/api/snapshots/" + id + "/maps").path("capture");
    for (String field : List.of("at", "durationMicros", "reads", "atomic", "complete")) {
      assertThat(capture.path(field)).as(field).isEqualTo(maps.path(field));
    }
  }

  @Test
  void answersWhenTheProcessHasEnded() throws Exception {
    String id = take("");
    JsonNode live = json("/api/processes/" + child.pid() + "/maps");
    Process end = new ProcessBuilder("kill", "-KILL", Long.toString(child.pid())).start();
    assertThat(end.waitFor()).isZero();
    await().until(() -> !Files.exists(child.proc()));
    assertThat(withoutTheRead(json("/api/snapshots/" + id + "/maps")))
        .isEqualTo(withoutTheRead(live));
  }

  @Test
  void saysWhatTheCaptureLacks() {
    String id = take("");
    JsonNode smaps = json("/api/snapshots/" + id + "/maps?detail=smaps");
    assertThat(smaps.path("count").asInt()).isZero();
    assertThat(smaps.path("unavailable").toString()).contains("detail=smaps");
    JsonNode findings = json("/api/snapshots/" + id + "/findings");
    assertThat(findings.path("unavailable").toString()).contains("no history");
  }

  @Test
  void storesACaptureFromElsewhere() {
    byte[] capture = capture(take("?detail=smaps&force=true"));
    HttpResponse<String> answer = receive(capture, "?label=from%20elsewhere&pinned=true");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode stored = JSON.readTree(answer.body());
    assertThat(stored.toString())
        .contains("\"received\"", "\"from elsewhere\"", "\"detail\":\"smaps\"");
    String again = stored.path("id").asString();
    String operation = "/summary?detail=smaps&force=true";
    assertThat(withoutTheRead(json("/api/snapshots/" + again + operation)))
        .isEqualTo(withoutTheRead(json("/api/processes/" + child.pid() + operation)));
  }

  @Test
  void refusesABodyThatIsNoCapture() throws IOException {
    byte[] capture = capture(take(""));
    capture[capture.length / 2] ^= 0x55;
    for (byte[] body :
        List.of(
            capture,
            "no zip".getBytes(StandardCharsets.UTF_8),
            new byte[] {0x50, 0x4b, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) {
      HttpResponse<String> answer = receive(body, "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("malformed-input").contains("is no capture");
    }
    HttpResponse<String> other =
        send("POST", "/api/snapshots", capture, "Content-Type", "text/csv");
    assertThat(other.statusCode()).isEqualTo(415);
  }

  @Test
  void listsFindsAndDeletes() {
    String label = "label of " + child.pid();
    String encoded = label.replace(" ", "%20");
    String first = take("?label=" + encoded);
    String second = take("?label=" + encoded);
    String list = "/api/snapshots?label=" + encoded;
    assertThat(ids(json(list))).containsExactly(second, first);
    JsonNode page = json(list + "&limit=1");
    assertThat(ids(page)).containsExactly(second);
    assertThat(ids(json(list + "&limit=1&after=" + page.path("next").asString())))
        .containsExactly(first);
    assertThat(ids(json(list + "&pid=" + child.pid()))).hasSize(2);
    assertThat(ids(json(list + "&since=2099-01-01T00:00:00Z"))).isEmpty();
    assertThat(send("DELETE", "/api/snapshots/" + first, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(ids(json(list))).containsExactly(second);
    for (String path : List.of("", "/maps", "/summary", "/capture")) {
      HttpResponse<String> gone = send("GET", "/api/snapshots/" + first + path, new byte[0]);
      assertThat(gone.statusCode()).isEqualTo(404);
      assertThat(gone.body()).contains("snapshot-not-found");
    }
    assertThat(send("DELETE", "/api/snapshots/" + first, new byte[0]).statusCode()).isEqualTo(404);
  }

  private static List<String> ids(JsonNode list) {
    return list.path("snapshots").valueStream().map(one -> one.path("id").asString()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?label=", "?label=%0A", "?pinned=maybe", "?detail=numa", "?other=1"})
  void refusesParametersThatMeanNothing(String query) {
    HttpResponse<String> answer =
        send("POST", "/api/processes/" + child.pid() + "/snapshots" + query, new byte[0]);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid-parameter");
  }

  @Test
  void explainsAFaultByASnapshot() {
    String id = take("");
    JsonNode mapping =
        json("/api/snapshots/" + id + "/maps?permissions=r-x?").path("mappings").path(0);
    String address = mapping.path("start").asString().substring(2);
    String line =
        "sleep[%d]: segfault at 10 ip %s sp 00007ffffa96abf0 error 4"
            .formatted(child.pid(), address);
    HttpResponse<String> answer =
        send(
            "POST",
            "/api/faults/explain?snapshot=" + id,
            line.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "text/plain");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/places/0/ipIn/start").asString())
        .isEqualTo("0x" + address);
  }
}

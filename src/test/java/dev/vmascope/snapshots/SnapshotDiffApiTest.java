package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ProblemExample;
import dev.vmascope.api.FitsSchema;
import dev.vmascope.api.LiveApi;
import dev.vmascope.api.ProcessFixture;
import dev.vmascope.http.problem.ProblemCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The difference of a snapshot and what its process has become, or another snapshot, over HTTP.
/// The program takes 48 MiB of memory when it reads a line.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.scan.budget=64", "vmascope.scan.max-read=1m", "vmascope.scan.cache=1m"})
class SnapshotDiffApiTest {
  private static final long TAKEN = 48 << 20;
  private static final String SMAPS = "?detail=smaps&force=true";

  @LocalServerPort private int port;
  private SnapshotClient client = new SnapshotClient(0);
  private Process program = ProcessFixture.NONE;

  @BeforeEach
  void start() throws IOException {
    client = new SnapshotClient(port);
    program =
        new ProcessBuilder(
                "perl",
                "-e",
                "$| = 1; print qq(ready\\n); <STDIN>; my $x = 'x' x (%d); print qq(ready\\n); <STDIN>;"
                        .formatted(TAKEN)
                    + " exec('sleep', '600')")
            .start();
    assertThat(program.inputReader().readLine()).isEqualTo("ready");
  }

  @AfterEach
  void end() {
    program.destroyForcibly();
  }

  private void takeMemory() throws IOException {
    program.outputWriter().write("go\n");
    program.outputWriter().flush();
    assertThat(program.inputReader().readLine()).isEqualTo("ready");
  }

  private long resident(String space) {
    return client.json(space + "/summary" + SMAPS).at("/usage/residentBytes").asLong();
  }

  private static JsonNode added(JsonNode answer) {
    JsonNode first = answer.path("changes").path(0);
    assertThat(first.path("changedBytes").asLong()).isGreaterThanOrEqualTo(TAKEN);
    assertThat(first.path("category").asString()).isIn("anonymous", "heap");
    return first;
  }

  @Test
  void showsWhatHasChangedSince() throws IOException {
    String id = client.take(program.pid(), "");
    String since = "/api/snapshots/" + id + "/diff";
    JsonNode same = client.json(since);
    assertThat(same.path("summary").asString()).isEqualTo("no mapping differs");
    assertThat(same.path("alignment").asString()).isEqualTo("address");
    assertThat(same.at("/a/snapshot").asString()).isEqualTo(id);
    assertThat(same.at("/b/snapshot").isMissingNode()).isTrue();
    assertThat(same.at("/b/pid").asLong()).isEqualTo(program.pid());
    takeMemory();
    JsonNode answer = client.json(since + "?with=now");
    assertThat(answer.path("alignment").asString()).isEqualTo("address");
    added(answer);
    assertThat(answer.has("use")).isFalse();
    assertThat(answer.path("unavailable").toString()).contains("\"use\"", "detail=smaps");
    JsonNode other = client.json("/api/diff?a=" + program.pid() + "&b=" + id);
    assertThat(other.at("/total/changedBytes").asLong())
        .isEqualTo(-answer.at("/total/changedBytes").asLong());
  }

  /// A process and its fork, which takes memory: listings of one process would come from the cache.
  @Test
  void comparesTheMemoryUseOfTwoSnapshots() throws IOException {
    Process parent =
        new ProcessBuilder(
                "perl",
                "-e",
                "$| = 1; my $child = fork; my $x = 'x' x (%d) unless $child; print qq($$\\n); sleep 600;"
                    .formatted(TAKEN))
            .start();
    try {
      long one = Long.parseLong(parent.inputReader().readLine());
      long other = Long.parseLong(parent.inputReader().readLine());
      compareUse(parent.pid(), one == parent.pid() ? other : one);
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  private void compareUse(long parent, long child) {
    String first = client.take(parent, SMAPS);
    String second = client.take(child, SMAPS);
    JsonNode answer = client.json("/api/snapshots/" + first + "/diff?limit=1000&with=" + second);
    assertThat(answer.path("alignment").asString()).isEqualTo("address");
    long change = resident("/api/snapshots/" + second) - resident("/api/snapshots/" + first);
    assertThat(added(answer).path("certainty").asString()).isEqualTo("certain");
    assertThat(answer.at("/total/residentChangedBytes").asLong()).isEqualTo(change);
    assertThat(residentChange(answer.path("categories"))).isEqualTo(change);
    assertThat(residentChange(answer.path("use"))).isEqualTo(change);
    assertThat(answer.at("/total/residentBytes").asLong())
        .isEqualTo(resident("/api/snapshots/" + second));
    assertThat(answer.at("/use/0/residentChangedBytes").asLong()).isGreaterThanOrEqualTo(TAKEN);
    assertThat(answer.path("useLeftOut").asInt()).isZero();
    assertThat(answer.path("summary").asString()).contains("; resident +");
    assertThat(client.json("/api/diff?limit=1&a=" + first + "&b=" + second).path("use")).hasSize(1);
    JsonNode running =
        client.json("/api/diff?a=%d&b=%d&detail=smaps&force=true".formatted(parent, child));
    assertThat(running.path("total")).isEqualTo(answer.path("total"));
    JsonNode description = client.json("/v3/api-docs");
    JsonNode schema =
        description.at(
            "/paths/~1api~1snapshots~1{snapshot}~1diff/get/responses/200/content/application~1json/schema");
    new FitsSchema(description).check("/api/snapshots/diff", answer, schema);
  }

  private static long residentChange(JsonNode rows) {
    return rows.valueStream().mapToLong(row -> row.path("residentChangedBytes").asLong()).sum();
  }

  @Test
  void alignsByIdentityWhatHasOtherAddresses() throws IOException {
    byte[] moved =
        new LiveApi(port)
            .get("/api/processes/" + program.pid() + "/capture?redact=addresses")
            .body();
    String redacted = SnapshotClient.stored(client.receive(moved, ""));
    JsonNode answer = client.json("/api/snapshots/" + redacted + "/diff");
    assertThat(answer.path("alignment").asString()).isEqualTo("identity");
    assertThat(answer.path("summary").asString()).isEqualTo("no mapping differs");
    String id = client.take(program.pid(), "");
    program.outputWriter().write("go\ngo\n");
    program.outputWriter().flush();
    await()
        .until(() ->
            client.json("/api/processes/" + program.pid()).path("name").asString().equals("sleep"));
    JsonNode execed = client.json("/api/snapshots/" + id + "/diff");
    assertThat(execed.path("alignment").asString()).isEqualTo("identity");
    assertThat(execed.path("objects").toString()).contains("\"added\"", "/sleep");
  }

  @Test
  void saysThatTheProcessHasEnded() throws Exception {
    String id = client.take(program.pid(), "");
    program.destroyForcibly().waitFor();
    HttpResponse<String> answer = client.send("GET", "/api/snapshots/" + id + "/diff", new byte[0]);
    assertThat(answer.statusCode()).isEqualTo(410);
    ProblemExample.check(ProblemCode.PROCESS_GONE, answer.body());
    JsonNode self = client.json("/api/snapshots/" + id + "/diff?with=self");
    assertThat(self.path("alignment").asString()).isEqualTo("identity");
  }

  /// A pid and a start time mean nothing in another boot.
  @Test
  void doesNotTakeAProcessOfThisBootForOneOfAnother() {
    UnpackedCapture capture = UnpackedCapture.of(client.capture(client.take(program.pid(), "")));
    String manifest = capture.text("manifest.json");
    String boot = capture.manifest().path("bootId").asString();
    assertThat(boot).isNotEmpty();
    byte[] other =
        manifest.replace(boot, "0".repeat(boot.length())).getBytes(StandardCharsets.ISO_8859_1);
    String id =
        SnapshotClient.stored(client.receive(capture.with("manifest.json", other).zip(), ""));
    HttpResponse<String> answer = client.send("GET", "/api/snapshots/" + id + "/diff", new byte[0]);
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body()).contains("process-gone", "another boot");
  }

  @Test
  void namesWhatItDoesNotFind() {
    String id = client.take(program.pid(), "");
    for (String query : List.of("?with=20260101T000000.000Z-00000000", "?with=4194305")) {
      HttpResponse<String> answer =
          client.send("GET", "/api/snapshots/" + id + "/diff" + query, new byte[0]);
      assertThat(answer.statusCode()).as(query).isEqualTo(404);
    }
  }
}

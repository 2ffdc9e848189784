package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The difference of two runs of a program, over HTTP. The later run has loaded a library more.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.sampling.interval=1h")
class DiffApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  private Process plain = ProcessFixture.NONE;
  private Process loaded = ProcessFixture.NONE;

  private static Process start(String... options) throws IOException {
    ProcessBuilder perl = new ProcessBuilder("perl");
    perl.command().addAll(List.of(options));
    perl.command().addAll(List.of("-e", "$| = 1; print qq(ready\\n); <STDIN>"));
    Process process = perl.start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  @BeforeEach
  void startBoth() throws IOException {
    api = new LiveApi(port);
    plain = start();
    loaded = start("-MSocket");
  }

  @AfterEach
  void endBoth() {
    plain.destroyForcibly();
    loaded.destroyForcibly();
  }

  private JsonNode diff(String rest) {
    return api.json("/api/diff?a=%d&b=%d%s".formatted(plain.pid(), loaded.pid(), rest));
  }

  @Test
  void showsTheLibraryThatOneHasLoaded() {
    JsonNode answer = diff("");
    assertThat(answer.path("alignment").asString()).isEqualTo("identity");
    assertThat(answer.path("summary").asString()).matches("\\+.* in \\d+ mappings: .*\\d+ added.*");
    JsonNode library =
        answer
            .path("objects")
            .valueStream()
            .filter(object -> object.path("path").asString().endsWith("/Socket.so"))
            .findFirst()
            .orElseThrow();
    assertThat(library.path("change").asString()).isEqualTo("added");
    List<JsonNode> added =
        answer
            .path("changes")
            .valueStream()
            .filter(change -> change.path("path").equals(library.path("path")))
            .toList();
    assertThat(added).hasSize(library.path("mappings").asInt());
    assertThat(sum(added)).isEqualTo(library.path("virtualBytes").asLong()).isPositive();
    assertThat(added).allMatch(change -> change.path("certainty").asString().equals("certain"));
    JsonNode back =
        api.json("/api/diff?a=%d&b=%d".formatted(loaded.pid(), plain.pid())).path("objects");
    assertThat(back.path(0).path("change").asString()).isEqualTo("removed");
  }

  @Test
  void addsUpAndIsSortedAsAsked() {
    JsonNode answer = diff("");
    List<JsonNode> changes = answer.path("changes").valueStream().toList();
    long changed = answer.at("/total/changedBytes").asLong();
    assertThat(sum(changes)).isEqualTo(changed);
    assertThat(sum(answer.path("categories").valueStream().toList())).isEqualTo(changed);
    assertThat(changes)
        .isSortedAccordingTo(Comparator.comparingLong(change -> -Math.abs(changedBytes(change))));
    List<JsonNode> ordered = diff("&sort=position").path("changes").valueStream().toList();
    assertThat(ordered.stream().filter(change -> change.has("ordinalAfter")))
        .isSortedAccordingTo(
            Comparator.comparingInt(change -> change.path("ordinalAfter").asInt()));
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(changes);
    JsonNode first = diff("&limit=1");
    assertThat(first.path("changes").valueStream()).containsExactly(changes.getFirst());
    assertThat(first.path("changesLeftOut").asInt()).isEqualTo(changes.size() - 1);
  }

  @Test
  void fitsTheDescription() {
    JsonNode description = api.json("/v3/api-docs");
    JsonNode schema =
        description.at("/paths/~1api~1diff/get/responses/200/content/application~1json/schema");
    new FitsSchema(description).check("/api/diff", diff(""), schema);
  }

  private static long sum(List<JsonNode> changes) {
    return changes.stream().mapToLong(DiffApiTest::changedBytes).sum();
  }

  private static long changedBytes(JsonNode change) {
    return change.path("changedBytes").asLong();
  }
}

package dev.vmascope.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.snapshots.UnpackedCapture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Posted texts that are stored as snapshots, over HTTP.
class PastedSnapshotsApiTest extends StoredTextFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "maps.txt",
        "hs_err.txt",
        "ruby.txt",
        "glibc-abort.txt",
        "heap-profile.txt",
        "apport.txt",
        "journal.json",
        "journal-bytes.json",
        "journal-verbose.txt",
        "journal.export",
        "mail.txt",
        "source-text.txt"
      })
  void hasTheLinesOfTheKernelAndNothingElse(String file) throws IOException {
    String listing = text(paste("?format=text", "all", sample(file)));
    String snapshot = stored(sample(file));
    assertThat(text(get(snapshot + "/maps?format=text"))).isEqualTo(listing).isNotEmpty();
    byte[] archive = get(snapshot + "/capture").body();
    UnpackedCapture capture = UnpackedCapture.of(archive);
    assertThat(capture.files().keySet()).containsExactly("proc/0/maps", "manifest.json");
    assertThat(capture.text("proc/0/maps")).isEqualTo(listing);
    assertThat(capture.text("manifest.json")).doesNotContain("hunter2");
    assertThat(new String(archive, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
  }

  @Test
  void hasTheMeasuresOfTheKernel() throws IOException {
    String smaps = new String(sample("smaps.txt"), StandardCharsets.ISO_8859_1);
    String snapshot = stored(sample("smaps.txt"));
    assertThat(text(get(snapshot + "/maps?detail=smaps&format=text"))).isEqualTo(smaps);
    assertThat(text(get(snapshot + "/maps?format=text")))
        .isEqualTo(
            smaps
                .lines()
                .filter(line -> line.matches("[0-9a-f].*"))
                .collect(Collectors.joining("\n", "", "\n")));
    assertThat(json(get(snapshot)).path("detail").asString()).isEqualTo("smaps");
    assertThat(json(get(snapshot + "/summary?detail=smaps")).path("proportionalBytes").asLong())
        .isPositive();
  }

  @Test
  void claimsNothingThatTheTextDoesNotSay() throws IOException {
    HttpResponse<byte[]> answer =
        paste("?store=true&label=from%20a%20mail&pinned=true", "all", sample("hs_err.txt"));
    assertThat(json(answer).path("format").asString()).isEqualTo("hs-err");
    String path = answer.headers().firstValue("Location").orElseThrow();
    JsonNode snapshot = json(get(path));
    assertThat(snapshot.path("cause").asString()).isEqualTo("pasted");
    assertThat(snapshot.path("label").asString()).isEqualTo("from a mail");
    assertThat(snapshot.path("pinned").asBoolean()).isTrue();
    assertThat(snapshot.path("mappings").asInt()).isEqualTo(155);
    assertThat(snapshot.propertyNames())
        .doesNotContain("pid", "name", "node", "startTicks", "startTime", "capturedAt")
        .doesNotContain("kernelRelease", "architecture", "containerId", "unit");
    assertThat(snapshot.path("missing").toString()).contains("proc/0/status", "pasted text");
    for (String read :
        List.of("/maps", "/summary", "/findings", "/objects", "/access?address=0x10&type=read")) {
      JsonNode facts = json(get(path + read));
      assertThat(facts.propertyNames()).as(read).doesNotContain("pid", "startTicks", "name");
      assertThat(fields(facts)).as(read).contains("pid", "startTime", "addressSpaceId");
    }
    assertThat(ids()).contains(path.substring("/api/snapshots/".length()));
  }

  private static List<String> fields(JsonNode answer) {
    return answer
        .path("unavailable")
        .valueStream()
        .map(entry -> entry.path("field").asString())
        .toList();
  }

  @Test
  void answersLikeEverySnapshot() throws IOException {
    String snapshot = stored(sample("source-text.txt"));
    assertThat(json(get(snapshot + "/maps/0x40014010")).at("/mapping/path").asString())
        .isEqualTo("/home/humble/test.txt");
    assertThat(json(get(snapshot + "/findings")).toString()).contains("writable-executable");
    assertThat(json(get(snapshot + "/summary")).at("/mappings/count").asInt()).isEqualTo(10);
    assertThat(json(get(snapshot + "/access?address=0x40014010&type=execute")).toString())
        .contains("\"field\":\"outcome\"");
    assertThat(json(get(snapshot + "/numa")).path("unavailable").toString()).contains("numa_maps");
    assertThat(json(get(snapshot + "/symbol?address=0x8048010")).at("/mapping/path").asString())
        .isEqualTo("/home/humble/new");
    HttpResponse<String> nothing =
        new ServiceClient(port).getWith("all", snapshot + "/maps/0x1000");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("no-mapping-at-address").doesNotContain("\"pid\"");
  }

  @Test
  void canBeSentElsewhere() throws IOException {
    HttpResponse<byte[]> capture = get(stored(sample("smaps.txt")) + "/capture");
    assertThat(capture.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(name ->
            assertThat(name).matches("attachment; filename=\"vmascope-pasted-[0-9TZ]+\\.zip\""));
    HttpResponse<byte[]> again = post("/api/snapshots", "all", "application/zip", capture.body());
    assertThat(again.statusCode()).as(text(again)).isEqualTo(201);
    assertThat(json(again).path("cause").asString()).isEqualTo("received");
    assertThat(json(again).propertyNames()).doesNotContain("pid", "capturedAt", "name");
    String path = "/api/snapshots/" + json(again).path("id").asString();
    assertThat(get(path + "/maps?detail=smaps&format=text").body()).isEqualTo(sample("smaps.txt"));
  }

  @Test
  void saysThatTheTextWasCut() throws IOException {
    String whole = new String(sample("heap-profile.txt"), StandardCharsets.ISO_8859_1);
    byte[] cut = whole.substring(0, whole.length() - 40).getBytes(StandardCharsets.ISO_8859_1);
    String snapshot = stored(cut);
    JsonNode file = json(get(snapshot)).at("/files/0");
    assertThat(file.path("complete").asBoolean(true)).isFalse();
    assertThat(file.path("outcome").asString()).isEqualTo("partial");
    assertThat(json(get(snapshot + "/maps")).at("/capture/complete").asBoolean(true)).isFalse();
  }
}

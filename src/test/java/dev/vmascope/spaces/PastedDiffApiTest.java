package dev.vmascope.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The difference of listings that people mail to each other.
class PastedDiffApiTest extends StoredTextFixture {
  private static final String HEAP = "[heap]";

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The difference of two texts.
  private JsonNode diff(String before, String after) {
    String first = stored(before.getBytes(StandardCharsets.ISO_8859_1));
    String second = id(stored(after.getBytes(StandardCharsets.ISO_8859_1)));
    return json(get(first + "/diff?with=" + second));
  }

  private static String listing() throws IOException {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      Path maps = Path.of("/proc", Long.toString(sleep.pid()), "maps");
      await().until(() -> Files.readString(maps, StandardCharsets.ISO_8859_1).contains(HEAP));
      return Files.readString(maps, StandardCharsets.ISO_8859_1);
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void isFoundBetweenTwoTextsAndAProcess() throws IOException {
    String before = listing();
    JsonNode same = diff(before, before);
    assertThat(same.path("summary").asString()).isEqualTo("no mapping differs");
    assertThat(same.at("/a/pid").isMissingNode()).isTrue();
    String without = before.replaceAll("(?m)^.*\\[stack]\n", "");
    JsonNode removed = diff(before, without);
    assertThat(removed.at("/changes/0/change").asString()).isEqualTo("removed");
    assertThat(removed.at("/changes/0/name").asString()).isEqualTo("[stack]");
    String stored = id(stored(before.getBytes(StandardCharsets.ISO_8859_1)));
    JsonNode running = json(get("/api/diff?a=" + stored + "&b=self"));
    assertThat(running.path("alignment").asString()).isEqualTo("identity");
    assertThat(running.path("objects").toString()).contains("/sleep", "removed");
  }

  @Test
  void saysThatATextHasNoProcess() throws IOException {
    String path = stored(listing().getBytes(StandardCharsets.ISO_8859_1));
    HttpResponse<byte[]> answer =
        new ServiceClient(port).get(path + "/diff", "Authorization", "Bearer all");
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(text(answer))
        .contains("process-gone", "does not say which")
        .doesNotContain("\"pid\"");
  }
}

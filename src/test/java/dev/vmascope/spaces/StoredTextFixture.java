package dev.vmascope.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.http.security.TokenModeFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service in mode `token` that stores pasted texts.
abstract class StoredTextFixture extends TokenModeFixture {
  private static final Path SAMPLES = Path.of("src/test/resources/pasted");

  static byte[] sample(String file) throws IOException {
    return Files.readAllBytes(SAMPLES.resolve(file));
  }

  HttpResponse<byte[]> post(String path, String token, String type, byte[] body) {
    return new ServiceClient(port)
        .send(
            "POST",
            path,
            HttpRequest.BodyPublishers.ofByteArray(body),
            HttpResponse.BodyHandlers.ofByteArray(),
            Stream.of("Authorization", "Bearer " + token, "Content-Type", type)
                .toArray(String[]::new));
  }

  HttpResponse<byte[]> paste(String query, String token, byte[] text) {
    return post("/api/address-spaces" + query, token, "text/plain", text);
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  HttpResponse<byte[]> get(String path) {
    HttpResponse<byte[]> answer = new ServiceClient(port).get(path, "Authorization", "Bearer all");
    assertThat(answer.statusCode()).as("%s: %s", path, text(answer)).isEqualTo(200);
    return answer;
  }

  /// The path of the snapshot that a text becomes.
  String stored(byte[] text) {
    HttpResponse<byte[]> answer = paste("?store=true", "all", text);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    String path = answer.headers().firstValue("Location").orElseThrow();
    assertThat(path).isEqualTo("/api/snapshots/" + json(answer).path("snapshot").asString());
    return path;
  }

  List<String> ids() {
    return json(get("/api/snapshots"))
        .path("snapshots")
        .valueStream()
        .map(one -> one.path("id").asString())
        .toList();
  }
}

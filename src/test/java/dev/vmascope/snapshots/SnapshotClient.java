package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.api.LiveApi;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that takes, sends and reads snapshots.
record SnapshotClient(int port) {
  HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
    return new ServiceClient(port)
        .send(
            method,
            path,
            body.length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body),
            HttpResponse.BodyHandlers.ofString(),
            headers);
  }

  JsonNode json(String path) {
    return new LiveApi(port).json(path);
  }

  /// Takes a snapshot of a process.
  ///
  /// @return its id
  String take(long pid, String query) {
    return stored(send("POST", "/api/processes/" + pid + "/snapshots" + query, new byte[0]));
  }

  byte[] capture(String id) {
    return new LiveApi(port).get("/api/snapshots/" + id + "/capture").body();
  }

  HttpResponse<String> receive(byte[] capture, String query) {
    return send("POST", "/api/snapshots" + query, capture, "Content-Type", "application/zip");
  }

  /// The id of a snapshot that was stored.
  static String stored(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id = JsonMapper.shared().readTree(answer.body()).path("id").asString();
    assertThat(answer.headers().firstValue("Location")).contains("/api/snapshots/" + id);
    return id;
  }
}

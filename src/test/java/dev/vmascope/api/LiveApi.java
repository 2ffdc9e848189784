package dev.vmascope.api;

import dev.vmascope.ServiceClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/// Asks the service that a test has started.
public record LiveApi(int port) {
  private ServiceClient client() {
    return new ServiceClient(port);
  }

  public HttpResponse<byte[]> get(String path, String... headers) {
    return client().get(path, headers);
  }

  HttpResponse<byte[]> send(String method, String path, String... headers) {
    return client()
        .send(
            method,
            path,
            HttpRequest.BodyPublishers.noBody(),
            HttpResponse.BodyHandlers.ofByteArray(),
            headers);
  }

  public JsonNode json(String path) {
    return client().json(path);
  }

  public String utf8(String path) {
    return client().utf8(path);
  }

  public String text(String path) {
    return client().latin1(path);
  }
}

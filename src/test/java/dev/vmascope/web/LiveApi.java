package dev.vmascope.web;

import dev.vmascope.ServiceClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/// Asks the service that a test has started.
record LiveApi(int port) {
  private ServiceClient client() {
    return new ServiceClient(port);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
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

  JsonNode json(String path) {
    return client().json(path);
  }

  String utf8(String path) {
    return client().utf8(path);
  }

  String text(String path) {
    return client().latin1(path);
  }
}

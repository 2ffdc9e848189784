package dev.vmascope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of a service that a test has started. What fails below HTTP is an unchecked exception.
///
/// @param base scheme, host and port
public record ServiceClient(URI base, HttpClient client) {
  private static final HttpClient SHARED = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// No answer has a name twice.
  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  public ServiceClient(URI base) {
    this(base, SHARED);
  }

  /// A client of a service on this machine.
  public ServiceClient(int port) {
    this(URI.create("http://127.0.0.1:" + port));
  }

  /// The answer to a GET.
  ///
  /// @param headers names and values in turn
  public HttpResponse<byte[]> get(String path, String... headers) {
    return get(path, HttpResponse.BodyHandlers.ofByteArray(), headers);
  }

  public <T> HttpResponse<T> get(
      String path, HttpResponse.BodyHandler<T> handler, String... headers) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody(), handler, headers);
  }

  /// The answer to a GET by whoever has a token.
  public HttpResponse<String> getWith(String token, String path) {
    return get(path, HttpResponse.BodyHandlers.ofString(), "Authorization", "Bearer " + token);
  }

  public <T> HttpResponse<T> send(
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      HttpResponse.BodyHandler<T> handler,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The JSON of a GET, whatever its status.
  public JsonNode json(String path) {
    return JSON.readTree(get(path).body());
  }

  public String utf8(String path) {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  /// The bytes of an answer as Latin-1, of which each is one character.
  public String latin1(String path) {
    return new String(get(path).body(), StandardCharsets.ISO_8859_1);
  }
}

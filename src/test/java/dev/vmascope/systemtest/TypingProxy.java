package dev.vmascope.systemtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Stands between a browser and the service and hands everything on, but puts a script into the
/// page that types a token into the first dialog and sends it off, as a person would.
public final class TypingProxy implements AutoCloseable {
  private static final String SCRIPT =
      """
      const wait = setInterval(() => {
        const input = document.querySelector('dialog input[type=password]');
        if (input) {
          clearInterval(wait);
          fetch('/typed');
          input.value = 'TOKEN';
          document.querySelector('dialog button').click();
        }
      }, 50);
      """;

  private final HttpServer server;
  private final RunningService service;
  private final AtomicInteger typed = new AtomicInteger();

  public TypingProxy(RunningService service, String token) throws IOException {
    this.service = service;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handOn);
    server.createContext(
        "/typing.js", exchange -> answer(exchange, SCRIPT.replace("TOKEN", token)));
    server.createContext(
        "/typed",
        exchange -> {
          typed.incrementAndGet();
          answer(exchange, "");
        });
    server.start();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// How often a token was typed.
  public int typed() {
    return typed.get();
  }

  private static void answer(HttpExchange exchange, String script) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/javascript");
    send(exchange, 200, script.getBytes(StandardCharsets.UTF_8));
  }

  private void handOn(HttpExchange exchange) throws IOException {
    List<String> headers = new ArrayList<>();
    @Nullable String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      headers.addAll(List.of("Authorization", authorization));
    }
    HttpResponse<byte[]> answer =
        service.get(exchange.getRequestURI().toString(), headers.toArray(String[]::new));
    for (String name : List.of("Content-Type", "Content-Security-Policy")) {
      answer
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
    }
    byte[] body = answer.body();
    if (exchange.getRequestURI().getPath().endsWith("/index.html")) {
      String page = new String(body, StandardCharsets.UTF_8);
      body =
          page.replace("</body>", "<script src=\"/typing.js\"></script></body>")
              .getBytes(StandardCharsets.UTF_8);
    }
    send(exchange, answer.statusCode(), body);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

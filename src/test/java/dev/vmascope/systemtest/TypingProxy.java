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
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A proxy between a browser and the service that does in the page what a person would: it types
/// tokens into the dialog, one after the other, and presses buttons. All else is handed on.
public final class TypingProxy implements AutoCloseable {
  /// The step of a person who presses a button with this text.
  private static final String PRESS = "press:";

  private static final String SCRIPT =
      """
      const steps = STEPS;
      const wait = setInterval(() => {
        const next = Number(sessionStorage.getItem('step') ?? 0);
        const step = steps[next] ?? '';
        const press = step.startsWith('press:')
          ? [...document.querySelectorAll('button')].find(each => each.textContent === step.slice(6) && !each.closest('dialog'))
          : document.querySelector('dialog input[type=password]') && document.querySelector('dialog button');
        if (step && press) {
          const said = document.querySelector('dialog [role=alert]')?.textContent ?? '';
          fetch('/done?' + encodeURIComponent(step + ' | ' + said));
          sessionStorage.setItem('step', next + 1);
          if (!step.startsWith('press:')) {
            document.querySelector('dialog input').value = step;
          }
          press.click();
        }
      }, 50);
      """;

  private final HttpServer server;
  private final RunningService service;
  private final List<String> done = new CopyOnWriteArrayList<>();

  /// @param steps tokens to type, and buttons to press
  public TypingProxy(RunningService service, String... steps) throws IOException {
    this.service = service;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handOn);
    String list = JsonMapper.shared().writeValueAsString(steps);
    server.createContext("/typing.js", exchange -> answer(exchange, SCRIPT.replace("STEPS", list)));
    server.createContext(
        "/done",
        exchange -> {
          done.add(exchange.getRequestURI().getQuery());
          answer(exchange, "");
        });
    server.start();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// The step of pressing a button.
  public static String press(String text) {
    return PRESS + text;
  }

  /// The steps that were done, each with what the dialog said.
  public List<String> done() {
    return List.copyOf(done);
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

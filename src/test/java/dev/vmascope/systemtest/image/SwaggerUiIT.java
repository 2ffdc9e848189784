package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vmascope.Sha256;
import dev.vmascope.systemtest.Chromium;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TypingProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Swagger UI in a real browser that can reach nothing but the service.
class SwaggerUiIT {
  @Test
  void showsEveryOperationWithoutTheInternet() throws Exception {
    try (RunningService service = RunningService.start()) {
      Chromium.Page page = Chromium.open(service.uri("/swagger-ui.html").toString());
      service
          .json("/v3/api-docs")
          .path("paths")
          .propertyNames()
          .forEach(path -> assertThat(page.dom()).contains("data-path=\"" + path + "\""));
      assertThat(page.dom()).contains("data-path=\"/api/processes/{pid}/maps\"");
      assertThat(page.log()).doesNotContain("Content Security Policy", "net::ERR");
    }
  }

  /// Where a token is wanted, the explorer asks for it, and then shows and tries operations with
  /// it. A page before the service stands for the person: it types.
  @Test
  void asksForATokenWhereOneIsWanted(@TempDir Path folder) throws Exception {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"), "ops:" + Sha256.hex("right") + ":processes:read\n");
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.mode=token", "--vmascope.security.token-file=" + tokens);
        TypingProxy person = new TypingProxy(service, "right")) {
      String dom = Chromium.open(person.uri("/swagger-ui/index.html").toString()).dom();
      assertThat(person.typed()).isEqualTo(1);
      assertThat(dom).contains("data-path=\"/api/processes/{pid}/maps\"").doesNotContain("<dialog");
    }
  }

  /// An API description may name other servers, and people may edit addresses.
  @Test
  void sendsTheTokenToItsOwnServiceOnly() throws Exception {
    String page =
        """
        <!doctype html><body><script>
        sessionStorage.setItem('vmascope-token', 'right');
        %s
        document.body.textContent = ['/api', 'api', location.origin + '/api', 'http://localhost:' + location.port + '/api',
          'http://127.0.0.1:1/api', 'https://' + location.host + '/api', '//evil.example/api',
          location.origin + '@evil.example/', '/\\\\evil.example/', 'data:text/plain,x']
          .map(url => vmascopeToken.send({url}).headers?.Authorization ?? 'none').join(', ');
        </script>
        """
            .formatted(Files.readString(Path.of("src/main/resources/explorer/token.js")));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String dom = Chromium.open("http://127.0.0.1:" + server.getAddress().getPort() + "/").dom();
      assertThat(dom)
          .contains(
              "Bearer right, Bearer right, Bearer right, none, none, none, none, none, none, none");
    } finally {
      server.stop(0);
    }
  }
}

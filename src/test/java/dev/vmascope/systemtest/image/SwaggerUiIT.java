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
import java.util.List;
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
      assertThat(page.dom())
          .contains("<title>vmascope API</title>")
          .doesNotContain("class=\"models\"", "id=\"token\"", "<dialog");
      assertThat(page.log()).doesNotContain("Content Security Policy", "net::ERR", "CONSOLE");
      assertThat(service.log()).noneMatch(line -> line.startsWith("WARNING"));
    }
  }

  /// The page of a service that requires a token, and the steps that its user did.
  ///
  /// @param scopes those of the token `right`
  private static Person use(Path folder, String scopes, String page, String... steps)
      throws Exception {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"), "ops:" + Sha256.hex("right") + ":" + scopes + "\n");
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.mode=token", "--vmascope.security.token-file=" + tokens);
        TypingProxy person = new TypingProxy(service, steps)) {
      String dom = Chromium.open(person.uri("/swagger-ui/index.html" + page).toString()).dom();
      return new Person(dom, person.done());
    }
  }

  /// Somebody at the page.
  ///
  /// @param dom what is in it in the end
  /// @param done the steps, with what the dialog said
  private record Person(String dom, List<String> done) {}

  @Test
  void asksForATokenAndSaysWhatIsWrongWithIt(@TempDir Path folder) throws Exception {
    Person person = use(folder, "processes:read", "", "wrong", "right");
    assertThat(person.done())
        .containsExactly(
            "wrong | This service requires a token.",
            "right | The service does not accept this token: it is unknown, or no longer valid.");
    assertThat(person.dom())
        .contains("data-path=\"/api/processes/{pid}/maps\"", "Requests are sent with your token.")
        .doesNotContain("<dialog", "class=\"authorize__btn\"", "btn authorize");
  }

  @Test
  void saysWhichScopeIsMissing(@TempDir Path folder) throws Exception {
    Person person =
        use(folder, "processes:read", "#/Processes/maps", "right", TypingProxy.press("Execute"));
    assertThat(person.done()).hasSize(2);
    assertThat(person.dom()).contains("The token is valid, but lacks the scope maps:read.");
  }

  @Test
  void forgetsTheTokenOfThoseWhoWantThat(@TempDir Path folder) throws Exception {
    Person person = use(folder, "processes:read", "", "right", TypingProxy.press("Forget it"));
    assertThat(person.done()).hasSize(2);
    assertThat(person.dom())
        .contains("This service requires a token.")
        .doesNotContain("data-path=", "Requests are sent with your token.");
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

package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests as browsers and strangers send them, to a service in mode `none` on loopback, byte for
/// byte.
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GuardsTest {
  private static final String API = "/api/processes/self";

  @LocalServerPort int port;

  private String send(String method, String path, String host, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      request.append("Host: ").append(host.replace("PORT", Integer.toString(port))).append("\r\n");
      for (String header : headers) {
        request.append(header.replace("PORT", Integer.toString(port))).append("\r\n");
      }
      OutputStream out = socket.getOutputStream();
      out.write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int status(String method, String path, String host, String... headers)
      throws IOException {
    return Integer.parseInt(send(method, path, host, headers).substring(9, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:PORT",
        "localhost",
        "LocalHost:PORT",
        "localhost.:PORT",
        "127.0.0.1:PORT",
        "[::1]:PORT"
      })
  void loopbackByAnyOfItsNamesIsServed(String host) throws IOException {
    assertThat(status("GET", API, host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example#localhost",
        "localhost@evil.example",
        "localhost:PORT.evil.example",
        "192.0.2.1:PORT",
        "0.0.0.0:PORT",
        "[::]:PORT",
        ""
      })
  void anotherHostIsRefusedButForProbes(String host) throws IOException {
    for (String path :
        List.of(
            API, "/api", "/actuator/prometheus", "/v3/api-docs", "/swagger-ui/index.html", "/")) {
      String answer = send("GET", path, host);
      assertThat(answer).as(path).startsWith("HTTP/1.1 400 ");
      assertThat(answer).as(path).contains("application/problem+json").doesNotContain("evil");
    }
    // Of the others the server itself says that they are no host names.
    if (host.matches("[a-z0-9.]+(:PORT)?")) {
      assertThat(status("GET", "/livez", host)).isEqualTo(200);
      assertThat(status("GET", "/readyz", host)).isIn(200, 503);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/processes/self, same-origin, cors,     empty,    200",
    "GET, /api/processes/self, none,        navigate, document, 200",
    "GET, /api/processes/self, cross-site,  cors,     empty,    403",
    "GET, /api/processes/self, cross-site,  no-cors,  image,    403",
    "GET, /api/processes/self, cross-site,  navigate, document, 403",
    "GET, /api/processes/self, same-site,   cors,     empty,    403",
    "GET, /api/processes/self, nonsense,    cors,     empty,    403",
    "GET, /actuator/prometheus, cross-site, no-cors,  script,   403",
    "GET, /v3/api-docs,        cross-site,  cors,     empty,    403",
    "GET, /swagger-ui/index.html, cross-site, navigate, document, 200",
    "GET, /swagger-ui/index.html, cross-site, navigate, iframe, 403",
    "GET, /,                   cross-site,  navigate, document, 200",
    "GET, /,                   cross-site,  navigate, iframe,   403",
    "GET, /page/none.js,       same-origin, no-cors,  script,   404",
    "GET, /page/none.js,       cross-site,  no-cors,  script,   403",
    "GET, /page/none.js,       cross-site,  navigate, document, 403",
    "POST, /,                  cross-site,  navigate, document, 403"
  })
  void onlyPagesOfTheServiceMayAsk(
      String method, String path, String site, String mode, String destination, int status)
      throws IOException {
    assertThat(
            status(
                method,
                path,
                "localhost:PORT",
                "Sec-Fetch-Site: " + site,
                "Sec-Fetch-Mode: " + mode,
                "Sec-Fetch-Dest: " + destination))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:PORT, 200",
    "https://localhost:PORT, 200",
    "http://localhost:1, 403",
    "http://evil.example, 403",
    "null, 403",
    "'not a uri %', 403"
  })
  void olderBrowsersAreToldByTheirOrigin(String origin, int status) throws IOException {
    assertThat(status("GET", API, "localhost:PORT", "Origin: " + origin)).isEqualTo(status);
  }

  @Test
  void nothingIsSharedWithOtherOrigins() throws IOException {
    List<String> answers = new ArrayList<>();
    for (String origin : List.of("http://evil.example", "http://localhost:PORT", "null")) {
      answers.add(send("GET", API, "localhost:PORT", "Origin: " + origin));
      answers.add(
          send(
              "OPTIONS",
              API,
              "localhost:PORT",
              "Origin: " + origin,
              "Access-Control-Request-Method: GET",
              "Access-Control-Request-Headers: authorization"));
    }
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer).doesNotContainIgnoringCase("access-control-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/actuator/prometheus", "/livez", "/nothing", "/v3/api-docs"})
  void answersMayDoNothingInABrowser(String path) throws IOException {
    assertThat(send("GET", path, "localhost:PORT"))
        .contains(
            "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n")
        .contains("X-Content-Type-Options: nosniff\r\n")
        .contains("X-Frame-Options: DENY\r\n")
        .contains("Referrer-Policy: no-referrer\r\n")
        .contains("Cross-Origin-Resource-Policy: same-origin\r\n")
        .contains("Cross-Origin-Opener-Policy: same-origin\r\n")
        .contains("Cache-Control: no-store\r\n")
        .doesNotContain("Set-Cookie");
  }

  @Test
  void refusalsAndAddressesAreWrittenDownOnce(CapturedOutput log) throws IOException {
    send("GET", API + "/maps", "localhost:PORT", "X-Forged: x");
    send("GET", API, "localhost:PORT");
    send("GET", "/api/processes/%22x%22/maps", "localhost:PORT", "Sec-Fetch-Site: cross-site");
    send("GET", API + "/%6Daps/0x10", "localhost:PORT");
    List<String> lines =
        log.toString().lines().filter(line -> line.contains("dev.vmascope.audit")).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .contains(
            "addresses caller=anonymousUser from=127.0.0.1 GET /api/processes/self/maps status=200");
    assertThat(lines.getLast())
        .contains(
            "addresses caller=anonymousUser from=127.0.0.1 GET /api/processes/self/maps/* status=404");
    assertThat(lines.get(1))
        .contains("refused caller=- from=127.0.0.1 GET /api/processes/?x?/maps status=403");
  }

  /// Also where the answer is that there is nothing: it names the neighbours.
  @ParameterizedTest
  @CsvSource({
    "/maps/0x10,              404",
    "/symbol?address=10,      404",
    "/symbol?address=x,       400",
    "/access?address=10,      200",
    "/pages?from=0&to=100000, 200",
    "/maps?limit=1,           200",
    "/maps?format=csv,        200",
    "/summary,                200",
    "/objects,                200",
    "/findings,               200"
  })
  void everyAnswerThatMayHaveAddressesIsWrittenDown(String path, int status, CapturedOutput log)
      throws IOException {
    assertThat(status("GET", API + path, "localhost:PORT")).isEqualTo(status);
    assertThat(log.toString().lines().filter(line -> line.contains("dev.vmascope.audit")))
        .singleElement()
        .asString()
        .contains("addresses caller=anonymousUser")
        .endsWith("status=" + status);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   application/x-www-form-urlencoded, /api/processes",
    "PUT,    application/x-www-form-urlencoded, /api/processes",
    "PATCH,  application/x-www-form-urlencoded, /livez",
    "DELETE, application/x-www-form-urlencoded, /x",
    "POST,   multipart/form-data; boundary=b,   /livez",
    "PUT,    multipart/form-data; boundary=b,   /api/processes",
    "POST,   application/json,                  /swagger-ui/index.html",
    "GET,    application/json,                  /api"
  })
  void aBodyIsNeitherReadNorWaitedFor(String method, String type, String path) throws IOException {
    for (String length : List.of("Content-Length: 2000000000", "Transfer-Encoding: chunked")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(4_000);
        OutputStream out = socket.getOutputStream();
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type;
        out.write((head + "\r\n" + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        long began = System.nanoTime();
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).as(length).startsWith("HTTP/1.1 ");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      }
    }
  }
}

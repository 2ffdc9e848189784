package dev.vmascope.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// The page as browsers load it, with files that stand for those of the build.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PageFilesTest {
  private static final Path FIXTURE = Path.of("src/test/resources/fixture-page");
  private static final String SCRIPT = "page-1A2B3C4D.js";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  @LocalServerPort int port;

  @TestConfiguration(proxyBeanMethods = false)
  static class WithFixture {
    @Bean
    @Primary
    PageFiles fixture() {
      return new PageFiles("fixture-page/");
    }

    /// Of what is sent, the kernel holds little, so that whoever reads nothing keeps his place.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallWrites() {
      return factory ->
          factory.addConnectorCustomizers(
              connector -> connector.setProperty("socket.txBufSize", "8192"));
    }
  }

  private HttpResponse<byte[]> get(String path, String... headers) {
    return new ServiceClient(port).get(path, headers);
  }

  private HttpResponse<byte[]> page(String... headers) {
    List<String> all = new ArrayList<>(List.of("Accept", "text/html,*/*;q=0.8"));
    all.addAll(List.of(headers));
    return get("/", all.toArray(String[]::new));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void browsersGetThePageAndAskEachTimeWhetherItIsNew() throws IOException {
    HttpResponse<byte[]> answer = page();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(FIXTURE.resolve("index.html")));
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(answer, "ETag")).startsWith("W/\"");
    assertThat(answer.headers().allValues("Vary")).containsExactly("Accept", "Accept-Encoding");
    HttpResponse<byte[]> again = page("If-None-Match", header(answer, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(page("If-None-Match", "W/\"0\"").statusCode()).isEqualTo(200);
  }

  @Test
  void othersGetWhatToAskFor() {
    HttpResponse<byte[]> answer = get("/", "Accept", "*/*");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().allValues("Vary")).contains("Accept");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("vmascope:");
  }

  @ParameterizedTest
  @CsvSource({
    "page-1A2B3C4D.js, text/javascript;charset=UTF-8",
    "page-1A2B3C4D.css, text/css;charset=UTF-8",
    "icon-1A2B3C4D.png, image/png",
    "icon-1A2B3C4D.svg, image/svg+xml"
  })
  void browsersKeepItsFilesForGood(String name, String type) throws IOException {
    HttpResponse<byte[]> answer = get("/page/" + name);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(FIXTURE.resolve(name)));
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(get("/page/" + name, "If-None-Match", header(answer, "ETag")).statusCode())
        .isEqualTo(304);
  }

  /// Its content may be another after an update, under the same name.
  @Test
  void browsersAskAgainForAFileWithoutAHashInItsName() {
    HttpResponse<byte[]> answer = get("/page/licenses.txt");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo("a package 1.0 (MIT)\n");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    String tag = header(answer, "ETag");
    assertThat(get("/page/licenses.txt", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void theSameBytesComeCompressedAndNot() throws IOException {
    HttpResponse<byte[]> plain = get("/page/" + SCRIPT);
    HttpResponse<byte[]> compressed = get("/page/" + SCRIPT, "Accept-Encoding", "gzip, br");
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(compressed, "ETag")).isEqualTo(header(plain, "ETag"));
    assertThat(header(compressed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(compressed.body().length).isLessThan(plain.body().length / 3);
    try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(body.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(header(page("Accept-Encoding", "gzip"), "Content-Encoding")).isEqualTo("gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/" + SCRIPT})
  void aHeadIsTheSameWithoutItsBody(String path) {
    HttpResponse<byte[]> head =
        new ServiceClient(port)
            .send(
                "HEAD",
                path,
                HttpRequest.BodyPublishers.noBody(),
                HttpResponse.BodyHandlers.ofByteArray(),
                "Accept",
                "text/html");
    HttpResponse<byte[]> whole = get(path, "Accept", "text/html");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("Content-Length", "ETag", "Cache-Control", "Content-Type")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(whole, name)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/" + SCRIPT, "/page/none.js"})
  void runsNothingButItsOwnFiles(String path) {
    HttpResponse<byte[]> answer = get(path, "Accept", "text/html");
    assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly(POLICY);
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.js",
        "page-1A2B3C4D",
        "page-1A2B3C4D.js.map",
        "page-1A2B3C4D.JS",
        "index.html",
        ".js",
        "..%5Cexplorer%5Cicon.png",
        "%2e%2e%2fexplorer%2ficon.png",
        "page-1A2B3C4D.js;x"
      })
  void nothingElseIsServedAndNoCacheKeepsThat(String name) {
    HttpResponse<byte[]> answer = get("/page/" + name, "Accept-Encoding", "gzip");
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "ETag")).isEmpty();
  }

  @Test
  void aBuildWithoutThePageSaysSo() throws IOException {
    PublicFile words = new PageFiles("no-such-folder/").start();
    assertThat(words.type()).isEqualTo("text/html;charset=UTF-8");
    try (InputStream text = words.stream()) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
          .contains("This build has no page (-Dpage.skip).", "<a href=\"swagger-ui.html\">")
          .doesNotContain("<script", "style");
    }
    assertThat(new PageFiles("no-such-folder/").file(SCRIPT)).isEmpty();
  }

  /// A refusal has the name of a file that browsers keep for good, so it must not look like it.
  @Test
  void aRefusalIsNoFile() throws IOException {
    String large = "/swagger-ui/swagger-ui-bundle.js";
    List<Socket> idle = new ArrayList<>();
    try {
      for (int client = 0; client < 16; client++) {
        idle.add(ask(large));
        assertThat(idle.getLast().getInputStream().read()).isEqualTo('H');
      }
      try (Socket refused = ask("/page/" + SCRIPT)) {
        assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 503 ")
            .contains("\r\nCache-Control: no-store\r\n", "urn:vmascope:problem:busy")
            .doesNotContain("ETag", "Content-Encoding", "immutable");
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(get(large).statusCode()).isEqualTo(200));
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress("127.0.2.1", 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}

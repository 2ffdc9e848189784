package dev.vmascope.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.util.ReflectionTestUtils;

/// The files of the explorer and the API description, as strangers ask for them.
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ExplorerFilesTest {
  private static final String BUNDLE = "/swagger-ui/swagger-ui-bundle.js";

  @LocalServerPort int port;

  @Autowired OpenAPIService openApi;

  private HttpResponse<byte[]> get(String path, String... headers) {
    return new ServiceClient(port).get(path, headers);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theSameBytesComeCompressedAndNot() throws Exception {
    HttpResponse<byte[]> compressed = get(BUNDLE, "Accept-Encoding", "gzip, br");
    HttpResponse<byte[]> plain = get(BUNDLE);
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(compressed.body().length).isLessThan(plain.body().length / 3);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(new String(plain.body(), StandardCharsets.UTF_8)).contains("SwaggerUIBundle");
  }

  @ParameterizedTest
  @CsvSource({"'gzip;q=0', ''", "'identity', ''", "'*', gzip", "'br;q=1.0, gzip;q=0.8', gzip"})
  void compressionIsWhatTheClientTakes(String accepted, String coding) throws Exception {
    assertThat(
            header(get("/swagger-ui/index.html", "Accept-Encoding", accepted), "Content-Encoding"))
        .isEqualTo(coding);
  }

  /// The server itself would compress it anew for each that asks in a way of his own.
  @Test
  void isCompressedOnceHoweverItIsAskedFor() throws Exception {
    HttpResponse<byte[]> trailers = get(BUNDLE, "TE", "gzip");
    assertThat(header(trailers, "Transfer-Encoding")).isEmpty();
    assertThat(header(trailers, "Content-Encoding")).isEmpty();
    HttpResponse<byte[]> twice =
        get(BUNDLE, "Accept-Encoding", "identity", "Accept-Encoding", "gzip");
    assertThat(header(twice, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(twice, "Content-Length")).isEqualTo(Integer.toString(twice.body().length));
  }

  @Test
  void browsersKeepThemAndAskOnlyWhetherTheyAreNew() throws Exception {
    HttpResponse<byte[]> first = get(BUNDLE);
    assertThat(header(first, "Cache-Control")).isEqualTo("max-age=86400");
    HttpResponse<byte[]> again = get(BUNDLE, "If-None-Match", header(first, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(get("/swagger-ui/swagger-initializer.js"), "Cache-Control"))
        .isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "swagger-ui.js.map",
        "..%5Capplication.yaml",
        "oauth2-redirect.html",
        "index.html;x"
      })
  void nothingElseIsServed(String name) throws Exception {
    assertThat(get("/swagger-ui/" + name).statusCode()).isIn(400, 404);
  }

  @Test
  void nothingThatIsServedNamesAnotherService() throws Exception {
    for (String name : List.of("index.html", "swagger-initializer.js")) {
      assertThat(new String(get("/swagger-ui/" + name).body(), StandardCharsets.UTF_8))
          .doesNotContain("http://", "https://", "petstore");
    }
  }

  /// Sixteen clients of each of five networks take nothing; that is more than the server has
  /// threads. (How much the kernel takes for them is its own affair.)
  @Test
  void noThreadWaitsForClientsThatTakeNothing() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int client = 0; client < 80; client++) {
        idle.add(ask("127.0.1." + (1 + client / 16)));
      }
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(get("/api").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(get(BUNDLE).statusCode()).isEqualTo(200));
  }

  /// The places of their network are free again once the server has noticed all that went.
  @Test
  void clientsThatGoAwayLeaveNothingInTheLog(CapturedOutput log) throws Exception {
    for (int client = 0; client < 16; client++) {
      try (Socket socket = ask("127.0.1.9")) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        socket.setSoLinger(true, 0);
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          try (Socket socket = ask("127.0.1.9")) {
            assertThat(
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
          }
        });
    assertThat(log.getAll())
        .doesNotContain("Servlet.service()", "Exception Processing", "AuthorizationDenied");
  }

  private Socket ask(String from) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            ("GET " + BUNDLE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void theDescriptionIsKeptOnceWhateverLanguagesAreAskedFor() throws Exception {
    byte[] english = get("/v3/api-docs").body();
    for (String language : List.of("de", "fr", "zz", "aaa", "en-GB", "x-klingon", "*")) {
      assertThat(get("/v3/api-docs", "Accept-Language", language).body()).isEqualTo(english);
    }
    assertThat((Map<?, ?>) ReflectionTestUtils.getField(openApi, "cachedOpenAPI")).hasSize(1);
  }
}

package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ProblemExample;
import dev.vmascope.http.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Clients that ask for much and take little: a listing of 20,000 mappings, of which they never
/// read more than a little.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.limits.requests=3",
      "vmascope.limits.answer=4s",
      "server.tomcat.connection-timeout=2s"
    })
class LoadGuardTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Path CAPTURE = Path.of("src/test/resources/proc/jvm");

  @TempDir static Path root = Path.of("");

  @LocalServerPort int port;

  @DynamicPropertySource
  static void capture(DynamicPropertyRegistry properties) throws IOException {
    Path process = Files.createDirectory(root.resolve("17"));
    for (String file : List.of("statm", "status")) {
      Files.writeString(
          process.resolve(file),
          Files.readString(CAPTURE.resolve(file))
              .replaceAll("(?m)^(Tgid|Pid):\\s+\\d+$", "$1:\t17"));
    }
    Files.writeString(
        process.resolve("stat"),
        Files.readString(CAPTURE.resolve("stat")).replaceFirst("^\\d+ ", "17 "));
    StringBuilder maps = new StringBuilder();
    for (long i = 0; i < 20_000; i++) {
      long start = 0x7f0000000000L + 0x2000 * i;
      maps.append("%x-%x rw-p 00000000 00:00 0 \n".formatted(start, start + 0x1000));
    }
    Files.writeString(process.resolve("maps"), maps);
    properties.add("vmascope.procfs.root", root::toString);
  }

  private int status(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /// Asks for the listing, from an address of its own, and reads no more than its first line.
  private Socket ask(int client) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0." + client, 0));
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            "GET /api/processes/17/maps HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    byte[] start = socket.getInputStream().readNBytes(12);
    assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  @Test
  void clientsThatTakeNothingAreRefusedPlacesAndLoseTheirs() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        slow.add(ask(i + 2));
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api")).build();
      HttpResponse<String> refused = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(503);
      ProblemExample.check(ProblemCode.BUSY, refused.body());
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(status("/livez")).isEqualTo(200);
      assertThat(status("/actuator/prometheus")).isEqualTo(200);
      assertThat(status("/actuator/health")).isIn(200, 503);

      await().atMost(Duration.ofSeconds(15)).until(() -> status("/api") == 200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aClientThatTakesALittleNowAndThenIsCutOff() throws Exception {
    try (Socket slow = ask(2)) {
      InputStream in = slow.getInputStream();
      byte[] some = new byte[8192];
      long began = System.nanoTime();
      long received = 0;
      StringBuilder tail = new StringBuilder();
      boolean ended = false;
      while (!ended && System.nanoTime() - began < Duration.ofSeconds(30).toNanos()) {
        int count = readOrEnd(in, some);
        ended = count < 0;
        received += Math.max(0, count);
        tail.append(new String(some, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      }
      assertThat(ended).as("cut off").isTrue();
      assertThat(tail.toString()).as("the end of a whole answer").doesNotEndWith("0\r\n\r\n");
      assertThat(received).isLessThan(4_000_000);
    }
  }

  private static int readOrEnd(InputStream in, byte[] some) {
    try {
      return in.read(some);
    } catch (IOException _) {
      return -1;
    }
  }
}

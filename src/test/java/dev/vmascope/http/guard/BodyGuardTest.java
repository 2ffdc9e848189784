package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bodies that come a byte at a time, to a service with three places.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.limits.requests=3", "server.tomcat.max-connections=40"})
class BodyGuardTest {
  /// The size of the smallest body that is large.
  private static final int LARGE = 65_537;

  @LocalServerPort int port;

  private Socket begin(String head, int client) throws IOException {
    return begin("/api/faults/explain", head, client);
  }

  private Socket begin(String path, String head, int client) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress("127.0.0." + client, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("POST "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + head
                    + "\r\n\r\nx")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return new ServiceClient(port)
        .send(
            method,
            path,
            HttpRequest.BodyPublishers.ofString(body),
            HttpResponse.BodyHandlers.ofString(),
            "Content-Type",
            "text/plain");
  }

  @Test
  void bodiesThatDoNotComeHoldNoPlaceAndEnd() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        slow.add(
            begin(
                i % 2 == 0 ? "Content-Length: 60000" : "Transfer-Encoding: chunked\r\n\r\n3",
                2 + i));
      }
      assertThat(send("GET", "/api", "").statusCode()).isEqualTo(200);
      assertThat(answer(begin("Content-Length: 60000", 20)))
          .as("a ninth")
          .contains(" 503 ", ":busy");
      for (Socket socket : slow) {
        assertThat(answer(socket))
            .startsWith("HTTP/1.1 408 ")
            .contains(":request-timeout", "Connection: close");
      }
      assertThat(
              send("POST", "/api/faults/explain", "a[1]: segfault at 0 ip 0 sp 0 error 4")
                  .statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aBodyThatTricklesEndsAsWell() throws Exception {
    try (Socket socket = begin("Content-Length: 60000", 30)) {
      OutputStream out = socket.getOutputStream();
      long began = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            out.write('x');
            return socket.getInputStream().available() > 0;
          });
      assertThat(answerOrReset(socket)).startsWith("HTTP/1.1 408 ");
      assertThat((System.nanoTime() - began) / 1_000_000_000).isBetween(3L, 15L);
    }
  }

  private static String answerOrReset(Socket socket) throws IOException {
    byte[] head = new byte[64];
    try {
      int count = socket.getInputStream().read(head);
      return new String(head, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return e.toString();
    }
  }

  @Test
  void oneCallerSendsFourBodiesAtATime() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        slow.add(begin("Content-Length: 60000", 40));
      }
      Socket fifth = begin("Content-Length: 60000", 40);
      slow.add(fifth);
      // Which of the five comes last is the server's to say.
      List<String> answers = new ArrayList<>();
      for (Socket socket : slow) {
        answers.add(answer(socket).substring(9, 12));
      }
      assertThat(answers).containsOnlyOnce("503").containsOnly("503", "408");
      assertThat(answer(begin("Content-Length: 1", 41))).as("another caller").contains(" 400 ");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void moreBytesThanOneMayHaveAreRefused() throws Exception {
    assertThat(send("POST", "/api/faults/explain", "x".repeat(LARGE)).statusCode()).isEqualTo(413);
    try (Socket socket = begin("Transfer-Encoding: chunked\r\n\r\n20000", 50)) {
      socket.getOutputStream().write("x".repeat(0x20000).getBytes(StandardCharsets.US_ASCII));
      assertThat(answerOrReset(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void oneLargeBodyIsReceivedAtATime() throws Exception {
    // The large one of another test may not have ended.
    await()
        .untilAsserted(() ->
            assertThat(send("POST", "/api/address-spaces", "x".repeat(LARGE)).statusCode())
                .isEqualTo(400));
    try (Socket large = begin("/api/address-spaces", "Content-Length: 70000", 60)) {
      await()
          .untilAsserted(() ->
              assertThat(send("POST", "/api/address-spaces", "x".repeat(LARGE)).statusCode())
                  .isEqualTo(503));
      assertThat(send("POST", "/api/address-spaces", "x").statusCode()).isEqualTo(400);
      large.getOutputStream().write("x".repeat(69_999).getBytes(StandardCharsets.US_ASCII));
      assertThat(answerOrReset(large)).startsWith("HTTP/1.1 400 ");
    }
    await()
        .untilAsserted(() ->
            assertThat(send("POST", "/api/address-spaces", "x".repeat(LARGE)).statusCode())
                .isEqualTo(400));
  }

  /// A new operation that takes a body must be told to the guard.
  @Test
  void everyOperationThatTakesABodyIsGuarded() throws Exception {
    JsonNode paths =
        JsonMapper.shared().readTree(send("GET", "/v3/api-docs", "").body()).get("paths");
    List<String> taking =
        paths
            .propertyStream()
            .flatMap(path ->
                path.getValue()
                    .propertyStream()
                    .filter(operation -> operation.getValue().has("requestBody"))
                    .map(operation -> operation.getKey() + " " + path.getKey()))
            .toList();
    assertThat(taking).isNotEmpty();
    for (String operation : taking) {
      String[] parts = operation.split(" ", 2);
      boolean mayBeLarge = List.of("/api/address-spaces", "/api/snapshots").contains(parts[1]);
      int size = mayBeLarge ? (8 << 20) + 1 : LARGE;
      assertThat(send(parts[0].toUpperCase(Locale.ROOT), parts[1], "x".repeat(size)).statusCode())
          .as(operation)
          .isEqualTo(413);
    }
  }
}

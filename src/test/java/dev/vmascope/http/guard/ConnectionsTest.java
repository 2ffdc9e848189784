package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a connection is good for: many answers where there is a bound for how many may wait, one
/// where there is none; and how many there may be.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.limits.requests=3", "server.tomcat.max-connections=40"})
class ConnectionsTest {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 \\d{3}");
  private static final int SHARE = 10;

  @LocalServerPort int port;

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(5_000);
    return socket;
  }

  /// How many answers come to many requests that are sent at once.
  private long answers(String request, int times) throws IOException {
    try (Socket socket = connect("127.0.0.1")) {
      socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.US_ASCII));
      return STATUS.matcher(received(socket.getInputStream(), times)).results().count();
    }
  }

  private static String received(InputStream in, int answers) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    try {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        received.write(piece, 0, count);
        String text = received.toString(StandardCharsets.ISO_8859_1);
        if (STATUS.matcher(text).results().count() == answers && text.matches("(?s).*[\n}]")) {
          return text;
        }
      }
    } catch (SocketException _) {
      // Requests that were still on their way when the connection was closed reset it.
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez",
        "HEAD /livez",
        "GET /readyz",
        "GET /actuator/health",
        "GET /actuator/info",
        "GET /",
        "GET /swagger-ui.html",
        "GET /swagger-ui/nothing",
        "GET /nothing",
        "GET /%zz",
        "DELETE /livez",
        "OPTIONS *",
        "OPTIONS /livez"
      })
  void answersWithoutAPlaceAreTheLastOfTheirConnections(String request) throws IOException {
    assertThat(answers(request + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 20)).isEqualTo(1);
  }

  @Test
  void answersThatHoldAPlaceShareAConnection() throws IOException {
    String request = "GET /api HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
    assertThat(answers(request, 20)).isEqualTo(20);
  }

  @Test
  void aRequestWhoseBodyHasComeSharesItsConnection() throws IOException {
    String line = "a[1]: segfault at 0 ip 0 sp 0 error 4";
    String request =
        "POST /api/faults/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
            + line.length()
            + "\r\n\r\n"
            + line;
    assertThat(answers(request, 5)).isEqualTo(5);
  }

  @Test
  void oneNetworkHasAShareOfTheConnections() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < SHARE; i++) {
        held.add(connect("127.0.0.9"));
      }
      assertThat(livez("127.0.0.9")).as("one more of the same").isEmpty();
      assertThat(livez("127.0.0.10")).as("another").startsWith("HTTP/1.1 200");
      held.removeFirst().close();
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(livez("127.0.0.9")).startsWith("HTTP/1.1 200"));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private String livez(String from) throws IOException {
    try (Socket socket = connect(from)) {
      socket
          .getOutputStream()
          .write(
              "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException _) {
      return "";
    }
  }
}

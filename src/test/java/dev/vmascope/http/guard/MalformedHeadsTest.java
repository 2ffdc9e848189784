package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Heads of requests that no client sends: each is answered with a problem, closes its connection,
/// and leaves nothing in the log.
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MalformedHeadsTest {
  private static final String HOST = "\r\nHost: localhost\r\n";

  @LocalServerPort int port;

  static Stream<String> heads() {
    Stream<String> lengths =
        Stream.of(
                "x",
                "+1",
                "-1",
                "1,1",
                "1 1",
                "0x1",
                "9223372036854775808",
                "",
                "1\r\nContent-Length: 2")
            .flatMap(length ->
                Stream.of("GET /", "GET /livez", "POST /api/faults/explain")
                    .map(target ->
                        target + " HTTP/1.1" + HOST + "Content-Length: " + length + "\r\n\r\n"));
    Stream<String> others =
        Stream.of(
            "GET / HTTP/1.1" + HOST + "TRANSFER-ENCODING: xchunked\r\n\r\n",
            "GET / HTTP/1.1" + HOST + "Transfer-Encoding: chunked, gzip\r\n\r\n",
            "GET / HTTP/1.2" + HOST + "\r\n",
            "GET / HTTP/3.0" + HOST + "\r\n",
            "GET / HTTX/1.1" + HOST + "\r\n",
            "CONNECT a:1 HTTP/1.1" + HOST + "\r\n",
            "CONNECT / HTTP/1.1" + HOST + "\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1" + HOST + "Host: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
            "G(T / HTTP/1.1" + HOST + "\r\n",
            "GET /%zz HTTP/1.1" + HOST + "\r\n",
            "GET /a%2fb HTTP/1.1" + HOST + "\r\n",
            "GET /api?limit=%zz HTTP/1.1" + HOST + "\r\n",
            "GET /" + "a".repeat(9000) + " HTTP/1.1" + HOST + "\r\n",
            "GET / HTTP/1.1" + HOST + "X: " + "a".repeat(9000) + "\r\n\r\n",
            "GET / HTTP/1.1" + HOST + ": x\r\n\r\n",
            "GET / HTTP/1.1" + HOST + "Expect: 200-ok\r\n\r\n",
            "GET http://user@/ HTTP/1.1" + HOST + "\r\n",
            "GET * HTTP/1.1" + HOST + "\r\n",
            "TRACE / HTTP/1.1" + HOST + "\r\n",
            "\u0016\u0003\u0001\u0002\r\n\r\n");
    return Stream.concat(lengths, others);
  }

  private String send(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void areAnsweredWithAProblemAndNotLogged(String head, CapturedOutput log) throws IOException {
    // The first request that gets so far starts the dispatcher, which is logged.
    send("GET / HTTP/1.1" + HOST + "\r\n");
    int before = log.getAll().length();
    String answer = send(head);
    assertThat(answer)
        .startsWith("HTTP/1.1 4")
        .contains("Connection: close\r\n", "application/problem+json", "\"type\":\"urn:vmascope:")
        .doesNotContain("<html");
    List<String> lines =
        log.getAll().substring(before).lines().filter(line -> line.contains("exec-")).toList();
    assertThat(lines).isEmpty();
  }
}

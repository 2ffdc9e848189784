package dev.vmascope.bench;

import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What the answer for one address costs.
final class AddressBench {
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  private AddressBench() {}

  static void run(RunningService service, long pid) throws IOException {
    JsonNode middle =
        service.json("/api/processes/" + pid + "/maps?permissions=rw-p&minBytes=4096");
    JsonNode mappings = middle.path("mappings");
    String path =
        "/api/processes/"
            + pid
            + "/maps/"
            + mappings.path(mappings.size() / 2).path("start").asString();
    double[] times = new double[500];
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[1 << 14];
    // A connection serves a hundred requests.
    for (int connection = -40; connection < times.length / 50; connection++) {
      try (Socket socket = new Socket(service.uri("").getHost(), service.uri("").getPort())) {
        socket.setTcpNoDelay(true);
        for (int i = 0; i < 50; i++) {
          long began = System.nanoTime();
          socket.getOutputStream().write(request);
          readAnswer(socket.getInputStream(), buffer);
          if (connection >= 0) {
            times[connection * 50 + i] = System.nanoTime() - began;
          }
        }
      }
    }
    Arrays.sort(times);
    double half = times[times.length / 2];
    Bench.row(
        "S6",
        "GET …/maps/{address} among " + Bench.MAPPINGS + " mappings",
        String.format(Locale.ROOT, "%.2f ms", half / 1e6),
        "1 ms",
        half / 1e6,
        0.8);
  }

  /// Reads one answer of a connection that stays open; it must say how long it is.
  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int filled = 0;
    int end = buffer.length;
    while (filled < end) {
      int count = in.read(buffer, filled, end - filled);
      if (count <= 0) {
        throw new IOException("an answer broken off");
      }
      filled += count;
      String answer = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      int body = answer.indexOf("\r\n\r\n") + 4;
      Matcher length = LENGTH.matcher(answer);
      if (body > 4 && length.find()) {
        end = body + Integer.parseInt(length.group(1));
      }
      if (filled >= 12 && !answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(answer);
      }
    }
  }
}

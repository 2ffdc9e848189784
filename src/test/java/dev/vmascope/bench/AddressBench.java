package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The cost of short answers: one address, one process, and next to nothing.
final class AddressBench {
  private static final int WARM_UP = 4;
  private static final int ROUNDS = 9;

  /// A connection serves a hundred requests.
  private static final int CONNECTIONS = 10;

  private static final int REQUESTS = 50;
  private static final double MOST_NANOS = 0.8e6;
  private static final double MOST_NANOS_OF_A_PROCESS = 0.7e6;
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  private AddressBench() {}

  static void run(RunningService service, long pid, Consumer<Row> rows) throws Exception {
    URI address = service.uri(middle(service, pid));
    URI process = service.uri("/api/processes/" + pid);
    URI live = service.uri("/livez");
    InTurn times =
        new InTurn(WARM_UP, ROUNDS)
            .value("java", () -> medianNanos(address))
            .value("address", () -> Wrk.medianNanos(address))
            .value("process", () -> Wrk.medianNanos(process))
            .value("livez", () -> Wrk.medianNanosOfProbes(live))
            .measure();
    String among = "GET …/maps/{address} among " + Bench.MAPPINGS + " mappings, by ";
    rows.accept(
        row("S6", among + "wrk", times.of("address")).target(new Target.AtMost(MOST_NANOS)));
    rows.accept(
        row("S6", among + "a socket of Java", times.of("java"))
            .target(new Target.AtMost(MOST_NANOS)));
    rows.accept(
        row("process", "GET /api/processes/{pid}, by wrk", times.of("process"))
            .target(new Target.AtMost(MOST_NANOS_OF_A_PROCESS)));
    rows.accept(row("–", "GET /livez, which ends its connection, by wrk", times.of("livez")));
  }

  private static Row row(String promise, String what, Spread nanos) {
    return Row.of(promise, what, Unit.NANOSECONDS, nanos);
  }

  /// The path of a mapping with as many below it as above.
  private static String middle(RunningService service, long pid) {
    String maps = "/api/processes/" + pid + "/maps";
    JsonNode mappings = service.json(maps + "?permissions=rw-p&minBytes=4096").path("mappings");
    return maps + "/" + mappings.path(mappings.size() / 2).path("start").asString();
  }

  /// The median of requests over a few connections, which stay open for many.
  private static double medianNanos(URI uri) throws IOException {
    double[] times = new double[CONNECTIONS * REQUESTS];
    byte[] request =
        ("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[1 << 14];
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        socket.setTcpNoDelay(true);
        for (int i = 0; i < REQUESTS; i++) {
          long began = System.nanoTime();
          socket.getOutputStream().write(request);
          readAnswer(socket.getInputStream(), buffer);
          times[connection * REQUESTS + i] = System.nanoTime() - began;
        }
      }
    }
    return Spread.of(times).median();
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

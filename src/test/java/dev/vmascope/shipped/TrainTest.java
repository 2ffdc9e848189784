package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vmascope.Shell;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script that trains the cache of the image, with a stand-in for the JVM: a program that says
/// where it listens, waits until it is asked to end, and writes the cache. What listens is a server
/// of the test, and on the port that the service has by default there is a stranger, who answers
/// everything.
class TrainTest {
  private static final String JVM =
      """
      #!/bin/bash
      echo "$@" > "$0.arguments"
      $AT_START
      trap '$AT_END' TERM
      echo "vmascope 0.1.0 is ready: http://127.0.0.1:$PORT/api"
      while :; do sleep 0.05; done
      """;
  private static final String COMPLETE =
      "echo \"AOTCache creation is complete: cache 90000000 bytes\"; ";
  private static final String WHOLE = "truncate -s 90000000 \"$CACHE\"; ";
  private static final String ENDS = "exit 143";

  @TempDir Path folder = Path.of("");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> askedOfStranger = new CopyOnWriteArrayList<>();
  private HttpServer own = server(0, asked);
  private HttpServer stranger = server(8080, askedOfStranger);

  private static HttpServer server(int port, List<String> asked) {
    try {
      HttpServer server;
      try {
        server = HttpServer.create(at(port), 0);
      } catch (BindException _) {
        // Somebody else stands there already: a stranger as well.
        server = HttpServer.create(at(0), 0);
      }
      server.createContext(
          "/",
          exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @BeforeEach
  void start() {
    own.start();
    stranger.start();
  }

  @AfterEach
  void stop() {
    own.stop(0);
    stranger.stop(0);
  }

  private Shell.Result train(String atStart, String atEnd)
      throws IOException, InterruptedException {
    Path jvm =
        Files.writeString(
            folder.resolve("java"),
            JVM.replace("$AT_START", atStart)
                .replace("$AT_END", atEnd)
                .replace("$PORT", Integer.toString(own.getAddress().getPort()))
                .replace("$CACHE", cache().toString()));
    Files.setPosixFilePermissions(jvm, PosixFilePermissions.fromString("rwx------"));
    return Shell.run(
        Path.of(""), Map.of(), "image/train", cache().toString(), jvm.toString(), "-jar", "x.jar");
  }

  private Path cache() {
    return folder.resolve("cache.aot");
  }

  @Test
  void asksTheServiceThatItStartedWhereverThatListens() throws Exception {
    Shell.Result result = train("", WHOLE + COMPLETE + ENDS);
    assertThat(result.status()).as("%s", result).isZero();
    assertThat(asked).contains("/readyz", "/api/processes", "/v3/api-docs").hasSizeBetween(14, 20);
    assertThat(askedOfStranger).isEmpty();
    assertThat(folder.resolve("java.arguments"))
        .content()
        .contains("-jar x.jar --server.address=127.0.0.1 --server.port=0 ");
  }

  @ParameterizedTest
  @CsvSource({
    "exit 1,                                        '',     the service ended before it listened",
    "echo refused; exit 0,                          '',     the service ended before it listened",
    "echo http://127.0.0.1:1/api; sleep 1; exit 1,  '',     the service ended before it was ready",
    "'',  truncate -s 90000000 $CACHE; exit 143,            does not say that the cache is complete",
    "'',  COMPLETE truncate -s 13500000 $CACHE; exit 143,   the cache has 13500000 bytes",
    "'',  COMPLETE exit 143,                                the cache has 0 bytes",
    "'',  COMPLETE truncate -s 90000000 $CACHE; exit 1,     the service ended with status 1",
    "'',  COMPLETE truncate -s 90000000 $CACHE; exit 0,     the service ended with status 0"
  })
  void failsWhereNothingWasLearnt(String atStart, String atEnd, String reason) throws Exception {
    Files.writeString(cache(), "of an earlier run");
    Shell.Result result = train(atStart, atEnd.replace("COMPLETE ", COMPLETE));
    assertThat(result.status()).as("%s", result).isEqualTo(1);
    assertThat(result.errors()).contains("train: ", reason);
    assertThat(askedOfStranger).isEmpty();
  }

  @Test
  void failsWhereTheServiceAnswersWrong() throws Exception {
    own.removeContext("/");
    own.createContext(
        "/",
        exchange -> {
          boolean well = exchange.getRequestURI().getPath().equals("/readyz");
          exchange.sendResponseHeaders(well ? 200 : 500, -1);
          exchange.close();
        });
    Shell.Result result = train("", WHOLE + COMPLETE + ENDS);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors()).contains("train: /livez answered 500");
  }
}

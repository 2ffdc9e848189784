package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vmascope.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The script of `helm test`, which runs right after an installation: what it asks is not there
/// yet.
class CheckAccessTest {
  private static final String READER = "token-of-the-reader";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private @Nullable HttpServer server;

  @AfterEach
  void stop() {
    Optional.ofNullable(server).ifPresent(each -> each.stop(0));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /// A stand-in for the service.
  private void serve(int port) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      made.createContext(
          "/",
          exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            boolean isOpen = path.equals("/readyz") || ("Bearer " + READER).equals(token);
            exchange.sendResponseHeaders(isOpen ? 200 : 401, -1);
            exchange.close();
          });
      made.start();
      server = made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<Shell.Result> check(int port, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("VMASCOPE_HOST", "127.0.0.1");
    environment.put("VMASCOPE_PORT", Integer.toString(port));
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Shell.run(Path.of(""), environment, "image/check-access");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  /// The service listens a second after the script has begun.
  private Shell.Result checkWhatComesLater(Map<String, String> more) throws Exception {
    int port = freePort();
    CompletableFuture<Shell.Result> result = check(port, more);
    CompletableFuture.runAsync(
            () -> serve(port), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS))
        .get(1, TimeUnit.MINUTES);
    return result.get(2, TimeUnit.MINUTES);
  }

  @Test
  void waitsForAServiceThatComesLater() throws Exception {
    Shell.Result result = checkWhatComesLater(Map.of("VMASCOPE_TOKEN", READER));
    assertThat(result.status()).as("%s", result).isZero();
    assertThat(result.output())
        .contains("/api/processes answers 401", "/actuator/info with a token answers 200");
    assertThat(asked).contains("/readyz", "/api/processes", "/actuator/info");
  }

  @Test
  void waitsForOneWithTlsAsWell() throws Exception {
    Shell.Result result = checkWhatComesLater(Map.of("VMASCOPE_TLS", "yes"));
    assertThat(result.status()).as("%s", result).isZero();
    assertThat(result.output()).contains("it listens");
    assertThat(asked).as("it has no client for TLS").isEmpty();
  }

  @Test
  void failsWhereAWrongTokenIsGiven() throws Exception {
    int port = freePort();
    serve(port);
    Shell.Result result = check(port, Map.of("VMASCOPE_TOKEN", "another")).get(2, TimeUnit.MINUTES);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors()).contains("expected 200");
  }
}

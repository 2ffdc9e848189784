package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The image of the Dockerfile, built and run with `--pid=host`, reads a process of the machine.
class ImageIT {
  private static final String IMAGE = "vmascope:test";
  private static final String TOKEN = "a token of the test alone";

  @Test
  void readsAProcessOfTheMachine() throws Exception {
    docker("build", "-t", IMAGE, ".");
    Path tokens = Files.createTempDirectory("vmascope-image").resolve("tokens");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        tokens,
        "test:" + HexFormat.of().formatHex(digest) + ":processes:read,maps:read,maps:addresses\n");
    String container =
        docker(
            "run",
            "-d",
            "--rm",
            "--pid=host",
            "--cap-drop=ALL",
            "--cap-add=SYS_PTRACE",
            "-p",
            "127.0.0.1::8080",
            "-v",
            tokens + ":/tokens:ro",
            "-e",
            "VMASCOPE_SECURITY_TOKENFILE=/tokens",
            IMAGE);
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100")) {
      URI base = URI.create("http://" + docker("port", container, "8080/tcp"));
      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .until(() -> get(base.resolve("/readyz"), null).statusCode() == 200);
      URI maps = base.resolve("/api/processes/" + program.pid() + "/maps?format=text");
      assertThat(get(maps, null).statusCode()).isEqualTo(401);
      HttpResponse<byte[]> answer = get(maps, TOKEN);
      assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
          .isEqualTo(
              new String(
                  Files.readAllBytes(Path.of("/proc", Long.toString(program.pid()), "maps")),
                  StandardCharsets.ISO_8859_1));
    } finally {
      docker("stop", "-t", "5", container);
    }
  }

  @Test
  void asksForTheTokenThatItMadeWhereNoneWasGiven() throws Exception {
    docker("build", "-t", IMAGE, ".");
    String container = docker("run", "-d", "--rm", "-p", "127.0.0.1::8080", IMAGE);
    try {
      URI base = URI.create("http://" + docker("port", container, "8080/tcp"));
      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .until(() -> get(base.resolve("/readyz"), null).statusCode() == 200);
      String log = docker("logs", container);
      String token = log.replaceFirst("(?s).*shown this once: (\\S+).*", "$1");
      assertThat(token).hasSize(43);
      assertThat(get(base.resolve("/api/processes"), null).statusCode()).isEqualTo(401);
      assertThat(get(base.resolve("/api/processes"), token).statusCode()).isEqualTo(200);
    } finally {
      docker("stop", "-t", "5", container);
    }
  }

  private static HttpResponse<byte[]> get(URI uri, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Process docker = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(docker.waitFor()).as("docker %s:%n%s", List.of(arguments), output).isZero();
    return output.strip();
  }
}

package dev.vmascope.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the documents ask the service for is there: every address in a command is answered.
@AutoConfigureMetrics
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DocumentedCommandsTest {
  private static final Pattern ADDRESS =
      Pattern.compile("curl [^\n]*?localhost:8080(/[^\\s\"'`]*)");

  @LocalServerPort private int port;

  private static Set<String> paths() throws IOException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> documents = Files.list(Path.of("docs"))) {
      for (Path document : Stream.concat(documents, Stream.of(Path.of("README.md"))).toList()) {
        if (document.toString().endsWith(".md")) {
          Matcher address = ADDRESS.matcher(Files.readString(document));
          while (address.find()) {
            paths.add(address.group(1));
          }
        }
      }
    }
    return paths;
  }

  private static String filledIn(String path) {
    return path.replace("$$", "self").replace("$PID", "self").replace("$GROUP", "java");
  }

  @Test
  void areAnswered() throws IOException {
    LiveApi api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
    Set<String> paths = paths();
    assertThat(paths).hasSizeGreaterThan(15);
    for (String path : paths) {
      assertThat(api.get(filledIn(path)).statusCode()).as(path).isEqualTo(200);
    }
  }
}

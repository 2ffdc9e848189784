package dev.vmascope.systemtest.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.Shell;
import dev.vmascope.systemtest.RunningService;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sources of the page: their types come from the API description, and they can be tried out.
class PageSourcesIT {
  private static final Path SOURCES = Path.of("src/page").toAbsolutePath();
  private static final Path DESCRIPTION = Path.of("src/test/resources/golden/openapi.json");

  @TempDir private Path copy = Path.of("");

  /// As they are, they compile: the build checks that. So each complaint is about the name.
  @Test
  void doNotCompileWithARenamedField() throws Exception {
    copySources();

    Shell.Result renamed =
        compiled(Files.readString(DESCRIPTION).replace("\"residentBytes\" : {", "\"rss\" : {"));

    assertThat(renamed.status()).isNotZero();
    assertThat(renamed.output())
        .contains("processes/columns.tsx", "'residentBytes' does not exist");
    assertThat(renamed.output().lines().filter(line -> line.contains("error TS")))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.contains("'residentBytes' does not exist"));
  }

  /// As CONTRIBUTING says, with any free port.
  @Test
  void areServedBeforeARunningService() throws Exception {
    try (RunningService service = RunningService.start()) {
      Process served =
          new ProcessBuilder("node", "serve.mjs", service.base().toString(), "0")
              .directory(SOURCES.toFile())
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = served.inputReader()) {
        ServiceClient page =
            new ServiceClient(URI.create(lines.readLine().replaceFirst("/ before .*", "")));
        assertThat(page.utf8("/")).contains("<div id=\"page\">", "page/page-");
        assertThat(page.json("/api/system").path("kernelRelease").asString())
            .isEqualTo(service.json("/api/system").path("kernelRelease").asString());
      } finally {
        served.destroy();
      }
    }
  }

  private Shell.Result compiled(String description) throws Exception {
    Path document = Files.writeString(copy.resolve("openapi.json"), description);
    String types = copy.resolve("api/generated.ts").toString();
    run("openapi-typescript", document.toString(), "--output", types);
    return run("tsc", "--noEmit", "-p", copy.toString());
  }

  private Shell.Result run(String program, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(SOURCES.resolve("node_modules/.bin").resolve(program).toString()),
                Stream.of(arguments))
            .toList();
    return Shell.run(copy, Map.of(), command.toArray(String[]::new));
  }

  private void copySources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file :
          (Iterable<Path>)
              files.filter(PageSourcesIT::isSource).filter(Files::isRegularFile)::iterator) {
        Path into = copy.resolve(SOURCES.relativize(file).toString());
        Files.createDirectories(into.getParent());
        Files.copy(file, into);
      }
    }
    Files.createSymbolicLink(copy.resolve("node_modules"), SOURCES.resolve("node_modules"));
  }

  private static boolean isSource(Path file) {
    return !SOURCES.relativize(file).startsWith("node_modules");
  }
}

package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/// The commands of the documents, pasted into a shell as they stand there, but for the address of
/// the service. A command that is not run here is named with what runs it.
class DocumentedCommandsIT {
  /// The beginnings of commands that something else runs, or that this gate is.
  private static final Map<String, String> RUN_ELSEWHERE =
      Map.ofEntries(
          Map.entry("bin/run", "starts the service of this test"),
          Map.entry("bin/verify", "is the gate"),
          Map.entry("bin/soak", "is SoakIT for twenty minutes"),
          Map.entry("bin/bench", "is Bench"),
          Map.entry("mvn ", "is a part of the gate"),
          Map.entry("export JAVA_HOME", "is what bin/run does"),
          Map.entry("compose/make-tokens", "NewcomerIT"),
          Map.entry("docker run", "NewcomerIT"),
          Map.entry("curl -sf --retry", "NewcomerIT"),
          Map.entry("helm install", "ChartTest renders what it installs: there is no cluster"),
          Map.entry("systemctl enable", "HardeningIT verifies the unit: there is no systemd"),
          Map.entry("dmesg", "there may be no such line in the log of this kernel"));

  private static RunningService service =
      RunningService.startedBy(List.of("bin/run", "--server.port=0"));
  private static TestProgram program = TestProgram.start(TestProgram.compile("all-permissions"));

  @TempDir Path folder;

  /// One command of a document.
  record Documented(String document, String command) {}

  @BeforeAll
  static void isStarted() {
    assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    program.close();
    service.close();
  }

  private static List<Documented> commands() throws IOException {
    List<Documented> commands = new ArrayList<>();
    try (Stream<Path> documents = Files.list(Path.of("docs"))) {
      List<Path> all =
          Stream.concat(documents, Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")))
              .filter(each -> each.toString().endsWith(".md"))
              .sorted()
              .toList();
      for (Path document : all) {
        String block = "";
        for (String line : Files.readAllLines(document)) {
          if (line.startsWith("```")) {
            block = line.substring(3);
          } else if (block.equals("console") && line.startsWith("$ ")) {
            commands.add(new Documented(document.toString(), line.substring(2)));
          } else if (block.equals("sh") && !line.isBlank()) {
            commands.add(new Documented(document.toString(), line));
          }
        }
      }
    }
    return commands;
  }

  private static boolean runsElsewhere(Documented documented) {
    return RUN_ELSEWHERE.keySet().stream().anyMatch(documented.command()::startsWith);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandDoesWhatItSays() throws IOException {
    return commands().stream()
        .filter(each -> !runsElsewhere(each))
        .map(each ->
            DynamicTest.dynamicTest(each.document() + ": " + each.command(), () -> paste(each)));
  }

  @Test
  void thereAreManyAndNoneIsExcusedInVain() throws IOException {
    List<Documented> commands = commands();
    assertThat(commands).hasSizeGreaterThan(40);
    assertThat(RUN_ELSEWHERE.keySet())
        .allSatisfy(beginning ->
            assertThat(commands).anyMatch(each -> each.command().startsWith(beginning)));
  }

  private void paste(Documented documented) throws Exception {
    String command =
        documented
            .command()
            .replaceAll("(http://)?localhost:8080", service.base().toString())
            .replace(" /usr/lib/", " " + folder + "/usr/lib/")
            .replaceAll("([ >])/etc/", "$1" + folder + "/etc/")
            .replace("> tokens", "> " + folder + "/tokens");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", command).redirectErrorStream(true);
    shell.environment().put("PID", Long.toString(program.pid()));
    shell.environment().put("GROUP", "java");
    shell.environment().put("TOKEN", "unused");
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean printsNothing = command.startsWith("install ") || command.startsWith("printf ");
    if (process.waitFor() != 0 || output.isBlank() != printsNothing || isProblem(output)) {
      throw new AssertionFailedError(
          command + "\nended with " + process.exitValue() + "\n" + output);
    }
  }

  private static boolean isProblem(String output) {
    return output.contains("urn:vmascope:problem:") || output.matches("(?s)HTTP/1.1 [345].*");
  }
}

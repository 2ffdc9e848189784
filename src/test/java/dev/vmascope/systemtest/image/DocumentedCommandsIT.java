package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the documents, pasted into a shell as they stand there, but for the address of
/// the service and the folders that they write to. A command that is not run here is named with
/// what runs it.
@Alone("asks about the processes of the machine")
class DocumentedCommandsIT {
  /// The beginnings of commands that something else runs, or that this gate is.
  private static final Map<String, String> RUN_ELSEWHERE =
      Map.ofEntries(
          Map.entry("bin/run", "starts the service of this test"),
          Map.entry("bin/verify", "is the gate"),
          Map.entry("bin/soak", "is SoakIT for twenty minutes"),
          Map.entry("bin/bench", "is Bench"),
          Map.entry("mvn ", "is a part of the gate"),
          Map.entry("cd src/page && npm ci", "the build installs the packages"),
          Map.entry("npm run check", "is a part of the gate"),
          Map.entry("npm run serve", "PageSourcesIT"),
          Map.entry("export JAVA_HOME", "is what bin/run does"),
          Map.entry("java -jar openapi-generator-cli.jar", "GeneratedClientsIT"),
          Map.entry("npx openapi-typescript", "GeneratedClientsIT"),
          Map.entry("compose/make-tokens", "NewcomerIT"),
          Map.entry("docker run", "NewcomerIT"),
          Map.entry("curl -sf --retry", "NewcomerIT"),
          Map.entry("helm install", "ChartTest renders what it installs: there is no cluster"),
          Map.entry("kubectl create", "there is no cluster"),
          Map.entry("systemctl enable", "HardeningIT verifies the unit: there is no systemd"));

  private static final String KNOWN = "(curl|install|printf) .*";
  private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=\\$\\(.*\\)");
  private static final Pattern WRITTEN = Pattern.compile(" > ?(\\S+)");

  private static @Nullable TestProgram program;
  private static @Nullable RunningService service;

  @TempDir Path folder;

  /// One command of a document, with the assignments of its block that stand before it.
  record Documented(String document, String assignments, String command) {}

  @BeforeAll
  static void start() {
    program = TestProgram.start(TestProgram.compile("all-permissions"));
    service = RunningService.startedBy(List.of("bin/run", "--server.port=0"));
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(program).ifPresent(TestProgram::close);
    Optional.ofNullable(service).ifPresent(RunningService::close);
  }

  private static List<Documented> commands() throws IOException {
    List<Documented> commands = new ArrayList<>();
    try (Stream<Path> documents = Files.list(Path.of("docs"))) {
      List<Path> all =
          Stream.concat(documents, Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")))
              .filter(each -> each.toString().endsWith(".md"))
              // CookbookIT runs them about processes of its own.
              .filter(each -> !each.endsWith("cookbook.md"))
              .sorted()
              .toList();
      for (Path document : all) {
        String block = "";
        String assignments = "";
        for (String line : Files.readAllLines(document)) {
          if (line.startsWith("```")) {
            block = line.substring(3);
            assignments = "";
          } else if (block.equals("console") && line.startsWith("$ ")) {
            commands.add(new Documented(document.toString(), "", line.substring(2)));
          } else if (block.equals("sh") && ASSIGNMENT.matcher(line).matches()) {
            assignments += line + "\n";
          } else if (block.equals("sh") && !line.isBlank()) {
            commands.add(new Documented(document.toString(), assignments, line));
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

  /// A command with the address of the service and with a folder of the test; what the service
  /// refuses is a failure.
  private String here(String command) {
    return command
        .replaceAll("(^|\\$\\()curl ", "$1curl --fail-with-body ")
        .replaceAll("(http://)?localhost:8080", Objects.requireNonNull(service).base().toString())
        .replace(" /usr/lib/", " " + folder + "/usr/lib/")
        .replaceAll("([ >])/etc/", "$1" + folder + "/etc/")
        .replace(" capture.zip", " " + folder + "/capture.zip")
        .replace("> tokens", "> " + folder + "/tokens");
  }

  /// What is written goes into the folder of the test.
  private void paste(Documented documented) throws Exception {
    String pid = Long.toString(Objects.requireNonNull(program).pid());
    String command = here(documented.command());
    assertThat(command).as("a kind of command that this test knows").matches(KNOWN);
    Matcher written = WRITTEN.matcher(command);
    while (written.find()) {
      assertThat(written.group(1)).startsWith(folder.toString());
    }
    Shell.Result result =
        Shell.run(
            Path.of(""),
            Map.of("PID", pid, "GROUP", "java", "TOKEN", "unused"),
            "bash",
            "-e",
            "-o",
            "pipefail",
            "-c",
            here(documented.assignments()) + command);
    boolean printsNothing = !command.startsWith("curl ");
    // Whoever writes to head is stopped by it.
    boolean stopped = command.contains("| head") && Set.of(23, 141).contains(result.status());
    assertThat(result.status() == 0 || stopped).as("%s: %s", command, result).isTrue();
    assertThat(result.output().isBlank()).as("%s: %s", command, result).isEqualTo(printsNothing);
    if (command.contains("jq")) {
      assertThat(result.output()).as(command).doesNotContainPattern("^null|:null");
    }
  }
}

package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vmascope.systemtest.RunningService;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Programs of this machine, each run twice: most of what one run maps corresponds to what the
/// other does, whatever their addresses.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoRunsIT {
  private final RunningService service = RunningService.start("--vmascope.sampling.interval=1h");

  /// A program that waits.
  static final class Waiting {
    /// Says that it is ready, and waits.
    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      System.in.read();
    }
  }

  @AfterAll
  void end() {
    service.close();
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals("ready")) {
      line = output.readLine();
    }
    assertThat(line).isNotNull();
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }

  /// The folder of the classes of this test.
  private static Path classes() throws URISyntaxException {
    return Path.of(Waiting.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash|-c|echo ready; read line",
        "perl|-MPOSIX|-MSocket|-MEncode|-e|$| = 1; print qq(ready\\n); <STDIN>",
        "python3|-c|import ssl, sqlite3; print('ready', flush=True); input()",
        "gdb|-q|-nx|-ex|python print('ready', flush=True)",
        "java|-Xmx64m|-cp|CLASSES|dev.vmascope.systemtest.kernel.TwoRunsIT$Waiting"
      })
  void correspond(String command) throws Exception {
    // The flag $| of Perl is no end of an argument.
    List<String> words = new ArrayList<>(List.of(command.split("(?<!\\$)\\|")));
    if (words.getFirst().equals("java")) {
      words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.set(3, classes().toString());
    }
    assumeTrue(isInstalled(words.getFirst()), "the program is installed");
    ProcessBuilder program =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    Process one = program.start();
    Process other = program.start();
    try {
      awaitReady(one);
      awaitReady(other);
      JsonNode answer =
          service.json("/api/diff?limit=1000&a=%d&b=%d".formatted(one.pid(), other.pid()));
      assertThat(answer.path("alignment").asString()).isEqualTo("identity");
      assertThat(answer.path("shifts").valueStream().map(JsonNode::asString))
          .hasSize(4)
          .doesNotContain("0");
      List<JsonNode> before = mappings(one);
      List<JsonNode> after = mappings(other);
      List<JsonNode> changes = answer.path("changes").valueStream().toList();
      assertThat(corresponding(before, after, changes, true)).as("named").isGreaterThan(0.99);
      assertThat(corresponding(before, after, changes, false)).as("others").isGreaterThan(0.77);
      assertThat(named(before, changes, "before", "after"))
          .isEqualTo(named(after, List.of(), "", ""));
    } finally {
      one.destroyForcibly();
      other.destroyForcibly();
    }
  }

  private List<JsonNode> mappings(Process process) {
    return service
        .json("/api/processes/" + process.pid() + "/maps")
        .path("mappings")
        .valueStream()
        .filter(mapping -> !mapping.path("name").asString("").equals("[vsyscall]"))
        .toList();
  }

  private static String name(JsonNode row) {
    return row.path("path").asString(row.path("name").asString(""));
  }

  /// The share of mappings, with a name or without, that have one in the other run.
  private static double corresponding(
      List<JsonNode> before, List<JsonNode> after, List<JsonNode> changes, boolean named) {
    long most = Math.max(count(before, named), count(after, named));
    List<JsonNode> removed =
        changes.stream()
            .filter(change -> change.path("change").asString().equals("removed"))
            .toList();
    return (double) (count(before, named) - count(removed, named)) / most;
  }

  private static long count(List<JsonNode> rows, boolean named) {
    return rows.stream().filter(row -> name(row).isEmpty() != named).count();
  }

  /// The mappings with a name that changes make of those of a run, in any order.
  private static List<String> named(
      List<JsonNode> mappings, List<JsonNode> changes, String out, String in) {
    List<String> forms = new ArrayList<>();
    mappings.forEach(
        mapping -> forms.add(form(mapping, name(mapping), "permissions", "sizeBytes")));
    for (JsonNode change : changes) {
      if (change.has(out + "Bytes")) {
        String old = change.path("pathBefore").asString(name(change));
        String form = form(change, old, "permissionsBefore", out + "Bytes");
        assertThat(old.isEmpty() || forms.remove(form)).as(form).isTrue();
      }
    }
    for (JsonNode change : changes) {
      if (change.has(in + "Bytes")) {
        forms.add(form(change, name(change), "permissionsAfter", in + "Bytes"));
      }
    }
    return forms.stream().filter(form -> !form.startsWith(" ")).sorted().toList();
  }

  private static String form(JsonNode row, String name, String permissions, String size) {
    return name + " " + row.path(permissions).asString() + " " + row.path(size).asLong();
  }

  /// A process and its fork have the same bases: what one did since shows by address.
  @Test
  void ofAForkCorrespondByAddress() throws IOException {
    Process parent =
        new ProcessBuilder(
                "perl",
                "-e",
                "$| = 1; pipe(R, W); if (fork == 0) { my $x = 'a' x 5_000_000; syswrite(W, 'x');"
                    + " print \"$$\\n\"; sleep 60 } sysread(R, $_, 1); print \"ready\\n\"; <STDIN>")
            .start();
    try {
      BufferedReader output = parent.inputReader();
      List<String> lines = List.of(output.readLine(), output.readLine());
      String child = lines.stream().filter(line -> !line.equals("ready")).findFirst().orElseThrow();
      JsonNode answer = service.json("/api/diff?a=" + parent.pid() + "&b=" + child);
      assertThat(answer.path("alignment").asString()).isEqualTo("address");
      assertThat(answer.at("/total/changedBytes").asLong()).isGreaterThan(5_000_000);
      assertThat(answer.path("objects")).isEmpty();
      assertThat(answer.path("unchanged").asInt()).isGreaterThan(15);
      ProcessHandle.of(Long.parseLong(child)).ifPresent(ProcessHandle::destroyForcibly);
    } finally {
      parent.destroyForcibly();
    }
  }
}

package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.RestrainedProgram;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the service forbids itself, as programs find it that have its filters, and as it says
/// itself.
class RestraintIT {
  private static final String ON = " 1.0";
  private static final String OFF = " 0.0";

  @TempDir Path folder = Path.of("");

  /// Without the restraint the same program can do nearly all of it.
  @Test
  void aProgramWithItsFiltersCannotTraceAProcess() throws Exception {
    Path tracer = TestProgram.compile("tracer", "-static");
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100")) {
      String[] command = {
        tracer.toString(), Long.toString(program.pid()), Long.toHexString(stackOf(program.pid()))
      };
      assertThat(lines(RestrainedProgram.command(0, command)))
          .contains(
              "ptrace 0",
              "process_vm_readv 0",
              "process_vm_writev 0",
              "pidfd_open 0",
              "pidfd_getfd 0",
              "kcmp 0",
              "kill 0");
      assertThat(lines(RestrainedProgram.command(1, command)))
          .as("each of the ten that it tries ends with EPERM")
          .hasSize(10)
          .allMatch(line -> line.endsWith(" 1"));
    }
  }

  private static long stackOf(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
        .filter(line -> line.endsWith("[stack]"))
        .map(line -> Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aProgramWithItsFiltersCannotWriteToAnyFile() throws Exception {
    Path compiled = TestProgram.compile("writes", "-shared", "-fPIC");
    Path writes = Files.move(compiled, compiled.resolveSibling("writes.so"));
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100")) {
      List<String> free = written(writes, 1, program);
      assertThat(free).hasSizeGreaterThan(30).allMatch(line -> line.endsWith(" 0"));
      assertThat(written(writes, 2, program))
          .as("each ends with EACCES, but for what only reads")
          .hasSameSizeAs(free)
          .filteredOn(line -> !line.endsWith(" 13"))
          .containsExactly("reading 0");
      assertThat(folder.resolve("2")).isDirectoryContaining("glob:**/file");
      try (Stream<Path> left = Files.list(folder.resolve("2"))) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("file", "empty");
      }
    }
  }

  private List<String> written(Path writes, int restraints, TestProgram program) throws Exception {
    Path spoilt = Files.createDirectory(folder.resolve(Integer.toString(restraints)));
    Files.writeString(spoilt.resolve("file"), "a file");
    Files.createDirectory(spoilt.resolve("empty"));
    return lines(
        RestrainedProgram.command(
            restraints, writes.toString(), Long.toString(program.pid()), spoilt.toString()));
  }

  private static List<String> lines(String... command) throws Exception {
    Shell.Result result = Shell.run(command);
    assertThat(result.status()).as(result.errors()).isZero();
    return result.output().lines().toList();
  }

  @Test
  void everyThreadOfTheServiceIsRestrainedAndItReadsAllTheSame() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "100");
        RunningService service =
            RunningService.start(
                List.of("env", "JDK_JAVA_OPTIONS=-Djava.io.tmpdir=" + temporary))) {
      List<String> threads = threads(service.pid());
      assertThat(threads).hasSizeGreaterThan(10).allMatch(line -> line.equals("1 2 2"));
      assertThat(available(service, "sandbox-system-calls")).isTrue();
      assertThat(available(service, "sandbox-writes")).isTrue();
      assertThat(service.scrape())
          .contains(
              "vmascope_feature_available{feature=\"sandbox-system-calls\"}" + ON,
              "vmascope_feature_available{feature=\"sandbox-writes\"}" + ON);
      assertThat(service.maps(program.pid()))
          .isEqualTo(Files.readString(Path.of("/proc/" + program.pid() + "/maps")));
      String process = "/api/processes/" + program.pid();
      for (String operation : List.of("/objects", "/summary", "/threads", "/numa")) {
        assertThat(service.get(process + operation).statusCode()).as(operation).isEqualTo(200);
      }
      assertThat(service.json(process + "/objects").path("objects").findValuesAsString("buildId"))
          .isNotEmpty();
      assertThat(temporary).as("it leaves nothing that it could not remove").isEmptyDirectory();
    }
  }

  /// For each thread whether there are no new privileges, the mode of its filters, and how many.
  private static List<String> threads(long pid) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks
          .map(task -> {
            Shell.Result status;
            try {
              status = Shell.run("cat", task + "/status");
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return String.join(
                " ",
                status
                    .output()
                    .lines()
                    .filter(line -> line.matches("(NoNewPrivs|Seccomp|Seccomp_filters):.*"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .toList());
          })
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  private static boolean available(RunningService service, String feature) {
    return service
        .json("/api/system")
        .path("features")
        .valueStream()
        .filter(row -> row.path("feature").asString().equals(feature))
        .map(row -> row.path("available"))
        .map(JsonNode::asBoolean)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereFiltersAreRefusedItSaysSoAndRuns() {
    Path refuses = TestProgram.compile("refuses-seccomp");
    try (RunningService service = RunningService.start(List.of(refuses.toString()))) {
      assertThat(available(service, "sandbox-system-calls")).isFalse();
      assertThat(available(service, "sandbox-writes")).isFalse();
      assertThat(service.scrape())
          .contains("vmascope_feature_available{feature=\"sandbox-system-calls\"}" + OFF);
      assertThat(service.log())
          .anyMatch(line ->
              line.contains("sandbox-system-calls is not on: seccomp(2) fails with errno 1"));
    }
  }

  @Test
  void aLogFileOfTheServiceKeepsItWritable() {
    Path log = folder.resolve("vmascope.log");
    try (RunningService service = RunningService.start("--logging.file.name=" + log)) {
      assertThat(available(service, "sandbox-system-calls")).isTrue();
      assertThat(available(service, "sandbox-writes")).isFalse();
      assertThat(log).content().contains("Writes to files are allowed");
    }
  }
}

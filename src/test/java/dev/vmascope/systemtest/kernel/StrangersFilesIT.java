package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TracedOpens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs of a user who puts something else where their files were: links to files that he may
/// not read, or a file system (FUSE, bindfs) whose server is stopped. Neither a request nor the
/// look at deleted code goes there.
class StrangersFilesIT {
  /// A user without a name, of whom nothing else runs here: CapabilitiesIT runs as nobody.
  private static final int STRANGER = 54_321;

  private static final int HUNG = 40;
  private static final Duration ROUND = Duration.ofMinutes(2);

  private final List<Process> children = new ArrayList<>();
  private Path folder = Path.of("/nonexistent");
  private Path secret = Path.of("/nonexistent");

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createTempDirectory("vmascope-strangers");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    secret = Files.createDirectory(folder.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    Files.copy(Path.of("/bin/sleep"), secret.resolve("program"));
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  /// Runs a copy of `sleep` as the stranger.
  private Process run(Path program) throws IOException {
    Process child =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + STRANGER,
                "--regid=" + STRANGER,
                "--clear-groups",
                program.toString(),
                "600")
            .start();
    children.add(child);
    Path maps = Path.of("/proc", Long.toString(child.pid()), "maps");
    await().until(() -> Files.readString(maps).contains(program.toString()));
    return child;
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(
        name.contains("/") ? folder.resolve(name.replaceFirst("/.*", "")) : folder);
    return Files.copy(Path.of("/bin/sleep"), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static JsonNode program(RunningService service, Process child) {
    JsonNode objects = service.json("/api/processes/" + child.pid() + "/objects");
    return StreamSupport.stream(objects.path("objects").spliterator(), false)
        .filter(object -> object.path("role").asString("").equals("program"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(objects.toString()));
  }

  private static String onDisk(RunningService service, Process child) {
    JsonNode program = program(service, child);
    return program.path("replacedOnDisk").asString()
        + " "
        + (program.has("buildIdOnDisk") ? "with" : "without");
  }

  private static List<String> details(RunningService service, Process child) {
    List<String> details = new ArrayList<>();
    for (JsonNode finding : service.json("/api/findings?limit=1000").path("findings")) {
      if (finding.path("process").path("pid").asLong(finding.path("pid").asLong()) == child.pid()
          && finding.has("detail")) {
        details.add(finding.path("detail").asString());
      }
    }
    return details;
  }

  @Test
  void noLinkIsFollowedAndNothingSecretIsSeen() throws Exception {
    List<Path> targets =
        List.of(
            secret.resolve("program"),
            secret.resolve("not-there"),
            Path.of("/etc/shadow"),
            Path.of("/proc/kmsg"),
            Path.of("/sys/kernel/notes"),
            Path.of("/bin/true"));
    List<Process> behindLinks = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Path program = copy("link-" + i);
      behindLinks.add(run(program));
      Files.delete(program);
      Files.createSymbolicLink(program, targets.get(i));
    }
    // A directory on the way becomes a link, a hard link brings a file of root, and a folder of
    // root
    // takes the place of his.
    Path inFolder = copy("folder/program");
    behindLinks.add(run(inFolder));
    Files.delete(inFolder);
    Files.delete(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("folder"), secret);
    Path hard = copy("hard");
    Process behindHard = run(hard);
    Files.delete(hard);
    Files.createLink(hard, secret.resolve("program"));
    Files.setPosixFilePermissions(hard, PosixFilePermissions.fromString("rwx--x--x"));
    Process inClosed = run(copy("closed/program"));
    Files.delete(folder.resolve("closed/program"));
    Files.setPosixFilePermissions(
        folder.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    Path updated = copy("updated");
    Process control = run(updated);
    Files.delete(updated);
    Files.copy(Path.of("/bin/true"), updated, StandardCopyOption.COPY_ATTRIBUTES);

    TracedOpens opens = TracedOpens.create();
    try (RunningService service =
        RunningService.start(opens.before(), "--vmascope.sampling.interval=1s")) {
      for (Process child : behindLinks) {
        assertThat(onDisk(service, child)).isEqualTo("unknown without");
      }
      assertThat(onDisk(service, behindHard)).as("not compared").isEqualTo("unknown without");
      assertThat(onDisk(service, inClosed)).isEqualTo("unknown without");
      assertThat(onDisk(service, control)).isEqualTo("replaced with");
      await()
          .atMost(ROUND)
          .untilAsserted(() ->
              assertThat(details(service, control)).contains("another build is now at " + updated));
      assertThat(details(service, behindLinks.getFirst()))
          .contains("the file now at " + folder + "/link-0 could not be read");
    }
    assertThat(opens.all())
        .extracting(TracedOpens.Open::path)
        .as("the trace shows what is looked for")
        .anyMatch(path -> path.endsWith("/link-0"))
        .noneMatch(path -> path.startsWith(secret.toString()))
        .noneMatch(path -> path.equals("/etc/shadow") || path.equals("/proc/kmsg"))
        .noneMatch(path -> path.equals("/sys/kernel/notes"));
    String trace = opens.text();
    for (Path target : List.of(secret, Path.of("/etc/shadow"), Path.of("/proc/kmsg"))) {
      assertThat(trace).as("what descriptors are of").doesNotContain("<" + target);
    }
    assertThat(trace).contains("<" + updated + ">");
  }

  @Test
  void aFileSystemThatHangsHoldsUpNothing() throws Exception {
    Path backing = Files.createDirectory(folder.resolve("backing"));
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path program = copy("backing/program");
    assertThat(program).exists();
    Process bindfs =
        new ProcessBuilder("bindfs", "-f", backing.toString(), mount.toString())
            .inheritIO()
            .start();
    try {
      await().alias("bindfs is mounted").until(() -> Files.exists(mount.resolve("program")));
      List<Process> mapped = new ArrayList<>();
      for (int i = 0; i < HUNG; i++) {
        mapped.add(run(mount.resolve("program")));
      }
      Files.delete(mount.resolve("program"));
      Path under = copy("under/program");
      Process overMounted = run(under);
      Files.delete(under);
      assertThat(
              Shell.run("mount", "--bind", mount.toString(), folder.resolve("under").toString())
                  .status())
          .isZero();
      Path updated = copy("updated");
      Process control = run(updated);
      Files.delete(updated);
      Files.copy(Path.of("/bin/true"), updated, StandardCopyOption.COPY_ATTRIBUTES);
      try (RunningService service = RunningService.start("--vmascope.sampling.interval=1s")) {
        signal(bindfs, "STOP");
        for (Process child : mapped) {
          assertThat(onDisk(service, child)).isEqualTo("unknown without");
        }
        assertThat(onDisk(service, overMounted)).isEqualTo("unknown without");
        JsonNode objects = service.json("/api/processes/" + mapped.getFirst().pid() + "/objects");
        assertThat(objects.path("unavailable").toString()).contains("skipped").contains("FUSE");
        assertThat(onDisk(service, control)).isEqualTo("replaced with");
        await()
            .atMost(ROUND)
            .untilAsserted(() ->
                assertThat(details(service, control))
                    .contains("another build is now at " + updated));
        assertThat(service.scrape().lines()).contains("vmascope_processes_quarantined 0.0");
      } finally {
        signal(bindfs, "CONT");
        Shell.run("umount", folder.resolve("under").toString());
      }
    } finally {
      end();
      bindfs.destroy();
      assertThat(bindfs.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}

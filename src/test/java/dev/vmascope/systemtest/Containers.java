package dev.vmascope.systemtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/// Containers of the programs in `src/test/programs`, built by the test.
public final class Containers {
  private Containers() {}

  /// A program's container, started and ready.
  public static GenericContainer<?> start(String program) {
    GenericContainer<?> container = of(program);
    container.start();
    return container;
  }

  /// A program's container, to be started: it is when it says READY.
  @SuppressWarnings("resource") // closed by the test
  public static GenericContainer<?> of(String program) {
    ImageFromDockerfile image =
        new ImageFromDockerfile("vmascope-test-" + program, false)
            .withFileFromPath(".", Path.of("src/test/programs", program));
    return new GenericContainer<>(image).waitingFor(Wait.forLogMessage("(?s).*READY.*", 1));
  }

  /// The pid of a container's first process, as the machine counts.
  public static long pid(GenericContainer<?> container) {
    Long pid =
        container
            .getDockerClient()
            .inspectContainerCmd(container.getContainerId())
            .exec()
            .getState()
            .getPidLong();
    return Objects.requireNonNull(pid, "the container does not run");
  }

  /// The pids of a container's processes, as the machine counts, by those that they have inside.
  public static Map<Long, Long> pidsByInnerPid(GenericContainer<?> container) throws IOException {
    Path namespace = namespace(pid(container)).orElseThrow();
    Map<Long, Long> pids = new HashMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        String pid = process.getFileName().toString();
        if (pid.matches("\\d+")
            && namespace(Long.parseLong(pid)).filter(namespace::equals).isPresent()) {
          innerPid(process).ifPresent(inner -> pids.put(inner, Long.parseLong(pid)));
        }
      }
    }
    return pids;
  }

  /// The pid namespace of a process; empty if it has ended.
  private static Optional<Path> namespace(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The last number of `NSpid` in the status of a process; empty if it has ended.
  private static Optional<Long> innerPid(Path process) {
    try (Stream<String> lines = Files.lines(process.resolve("status"), ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("NSpid:"))
          .findFirst()
          .map(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1)));
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty();
    }
  }
}

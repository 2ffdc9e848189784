package dev.vmascope.systemtest;

import java.nio.file.Path;
import java.util.Objects;
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
}

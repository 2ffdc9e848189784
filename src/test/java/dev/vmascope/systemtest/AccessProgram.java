package dev.vmascope.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;

/// The program `access`, which makes accesses to memory in situations of many kinds, each in a
/// process of its own, and says what the kernel answered. It runs until it is closed.
public final class AccessProgram implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/programs/access");

  private final List<String> command;
  private final TestProgram program;

  /// An access that the program can make.
  ///
  /// @param situation the name of what is set up
  /// @param kind `read`, `write`, `execute`, `read8`, `write8`, `frame-read` or `frame-write`
  public record Access(String situation, String kind) {
    /// The type of the access, as the service names it.
    public String type() {
      return kind.endsWith("execute") ? "execute" : kind.contains("read") ? "read" : "write";
    }

    /// Whether it goes through the frame pointer, and so through the stack segment.
    public boolean isThroughFrame() {
      return kind.startsWith("frame-");
    }

    @Override
    public String toString() {
      return situation + " " + kind;
    }
  }

  /// What came of setting up.
  public sealed interface Prepared {
    /// A process that makes the access when it is told.
    ///
    /// @param pid as the machine counts
    record Ready(long pid, String address, int size) implements Prepared {}

    /// What this machine cannot do.
    record Skipped(String reason) implements Prepared {}
  }

  /// What the kernel answered.
  ///
  /// @param outcome `ALLOWED`, `WAITS`, `SIGSEGV` or `SIGBUS`
  /// @param signal code and address, in this order; empty without a signal
  public record Answer(String outcome, List<String> signal) {}

  private AccessProgram(List<String> command) {
    this.command = command;
    this.program = start(command);
  }

  private static TestProgram start(List<String> command) {
    List<String> arguments = new ArrayList<>(command.subList(1, command.size()));
    arguments.add("serve");
    return TestProgram.start(Path.of(command.getFirst()), arguments.toArray(String[]::new));
  }

  /// The program on this machine.
  public static AccessProgram here() {
    try (Stream<Path> sources = Files.list(FOLDER)) {
      List<String> options = new ArrayList<>(List.of("-O1", "-pthread"));
      sources
          .map(Path::toString)
          .filter(path -> path.endsWith(".c") && !path.endsWith("access.c"))
          .forEach(options::add);
      Path binary = TestProgram.compile("access", options.toArray(String[]::new));
      return new AccessProgram(List.of(binary.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its container, to be started: with a file system in memory that is soon full, and with calls
  /// that the usual profile does not know. It sees the pids of the machine, which it says.
  public static GenericContainer<?> container() {
    return Containers.of("access")
        .withCreateContainerCmdModifier(container ->
            Objects.requireNonNull(container.getHostConfig())
                .withPidMode("host")
                .withSecurityOpts(List.of("seccomp=unconfined")))
        .withTmpFs(Map.of("/full", "size=1m"));
  }

  /// The program in its container.
  public static AccessProgram in(GenericContainer<?> container) {
    return new AccessProgram(List.of("docker", "exec", "-i", container.getContainerId(), "access"));
  }

  /// All that it can do.
  public List<Access> all() throws IOException, InterruptedException {
    List<String> list = new ArrayList<>(command);
    list.add("list");
    Shell.Result result = Shell.run(list.toArray(String[]::new));
    assertThat(result.status()).as(result.errors()).isZero();
    return result
        .output()
        .lines()
        .map(line -> List.of(line.split(" ")))
        .flatMap(words -> words.stream().skip(1).map(kind -> new Access(words.getFirst(), kind)))
        .toList();
  }

  /// Starts a process that sets up an access.
  public Prepared prepare(Access access) {
    program.send(access + "\n");
    String line = program.line();
    if (line.startsWith("SKIPPED ")) {
      return new Prepared.Skipped(line.substring("SKIPPED ".length()));
    }
    List<String> words = List.of(line.split(" "));
    assertThat(words).as(access + ": " + line).hasSize(4).startsWith("READY");
    return new Prepared.Ready(
        Long.parseLong(words.get(1)), words.get(2), Integer.parseInt(words.get(3)));
  }

  /// Lets the process that is ready make its access, after which it ends.
  public Answer make() {
    program.send("go\n");
    List<String> words = List.of(program.line().split(" "));
    return new Answer(words.getFirst(), words.subList(1, words.size()));
  }

  @Override
  public void close() {
    program.close();
  }
}

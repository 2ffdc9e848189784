package dev.vmascope.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.Shell;
import dev.vmascope.shipped.chart.Chart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container of the image, as the chart runs it: it sees the processes of the machine, and may do
/// what the security context of the chart lets it do. Until it is closed.
public final class ImageContainer implements AutoCloseable {
  /// The image with the jar that was built before.
  public static final String IMAGE = "vmascope:test";

  private static final Path SECCOMP = Chart.FOLDER.resolve("profiles/seccomp.json");
  private static final Duration START = Duration.ofSeconds(90);

  private final String id;
  private final ServiceClient client;

  /// @param id of a container that runs
  private ImageContainer(String id) {
    this.id = id;
    this.client = new ServiceClient(URI.create("http://" + docker("port", id, "8080/tcp")));
  }

  /// Builds the image from the jar under test.
  public static void build() {
    assertThat(Files.exists(Path.of("target/vmascope.jar"))).isTrue();
    docker("build", "-t", IMAGE, "--build-arg", "JAR=target/vmascope.jar", ".");
  }

  /// Starts a container with one capability and the profile of the chart, and waits until it is
  /// ready.
  ///
  /// @param options of `docker run`, and what comes after them
  public static ImageContainer start(String... options) {
    return start(Chart.values("profiles"), options);
  }

  /// The same as the chart does it with some values.
  public static ImageContainer start(Path values, String... options) {
    List<String> command =
        new ArrayList<>(List.of("create", "--pid=host", "--tmpfs=/tmp", "-p", "127.0.0.1::8080"));
    Container charts = Chart.container(values);
    command.add(
        "--memory="
            + Quantity.getAmountInBytes(charts.getResources().getLimits().get("memory"))
                .toBigInteger());
    command.addAll(securityOptions(charts.getSecurityContext()));
    command.addAll(List.of(options));
    String id = docker(command.toArray(String[]::new));
    try {
      docker("start", id);
      ImageContainer container = new ImageContainer(id);
      await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> container.get("/readyz", null).statusCode() == 200);
      return container;
    } catch (RuntimeException | Error e) {
      remove(id);
      throw e;
    }
  }

  /// A security context of Kubernetes in the words of Docker. There is no AppArmor here.
  private static List<String> securityOptions(SecurityContext context) {
    List<String> options = new ArrayList<>();
    options.add("--user=" + context.getRunAsUser() + ":" + context.getRunAsGroup());
    options.add("--privileged=" + context.getPrivileged());
    options.add("--read-only=" + context.getReadOnlyRootFilesystem());
    context.getCapabilities().getDrop().forEach(each -> options.add("--cap-drop=" + each));
    context.getCapabilities().getAdd().forEach(each -> options.add("--cap-add=" + each));
    if (!context.getAllowPrivilegeEscalation()) {
      options.add("--security-opt=no-new-privileges");
    }
    switch (context.getSeccompProfile().getType()) {
      case "Localhost" -> options.add("--security-opt=seccomp=" + SECCOMP);
      case "Unconfined" -> options.add("--security-opt=seccomp=unconfined");
      default -> {}
    }
    return options;
  }

  /// The answer to a GET.
  public HttpResponse<byte[]> get(String path, @Nullable String token) {
    return token == null ? client.get(path) : client.get(path, "Authorization", "Bearer " + token);
  }

  /// The token that it made, where none was given.
  public String token() {
    return execute("cat", "/var/lib/vmascope/token");
  }

  /// Its log so far.
  public String log() {
    return docker("logs", id);
  }

  /// The id by which Docker knows it.
  public String containerId() {
    return id;
  }

  /// The pid of the service on this machine.
  public long pid() {
    return Long.parseLong(docker("inspect", "-f", "{{.State.Pid}}", id));
  }

  /// Runs a command in it, which must succeed.
  public String execute(String... command) {
    List<String> all = new ArrayList<>(List.of("exec", id));
    all.addAll(List.of(command));
    return docker(all.toArray(String[]::new));
  }

  /// Runs docker, which must succeed.
  ///
  /// @return what it printed
  public static String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Shell.Result result = Shell.run(command.toArray(String[]::new));
      assertThat(result.status()).as("docker %s:%n%s", List.of(arguments), result).isZero();
      return result.output().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    remove(id);
  }

  private static void remove(String id) {
    docker("stop", "-t", "20", id);
    docker("rm", "-v", id);
  }
}

package dev.vmascope.systemtest;

import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The service of the jar, running as a process of its own on a free port of loopback, until it is
/// closed.
public final class RunningService implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(https?://[^ ]+)/api$");
  private static final String TICKS = "vmascope_sampling_seconds_count";
  private static final Duration START = Duration.ofSeconds(90);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();

  private final Process process;
  private final ServiceClient client;
  private final List<String> log;

  private RunningService(Process process, URI base, List<String> log) {
    this.process = process;
    this.client = new ServiceClient(base, CLIENT);
    this.log = log;
  }

  /// The jar under test.
  public static Path jar() {
    return Path.of(System.getProperty("vmascope.jar", "target/vmascope.jar")).toAbsolutePath();
  }

  /// Starts the service and waits until it is ready.
  public static RunningService start(String... arguments) {
    return start(List.of(), arguments);
  }

  /// Starts the service and waits for its first tick, which reads listings too and is its last.
  public static RunningService sampledOnce() {
    RunningService service = start("--vmascope.sampling.interval=1h");
    await("the first tick").until(() -> service.ticks() >= 1);
    return service;
  }

  /// Starts the service behind other commands, such as `setpriv`.
  public static RunningService start(List<String> before, String... arguments) {
    return start(before, UnpackedService.get(), arguments);
  }

  /// The same with a copy of the service.
  public static RunningService start(
      List<String> before, UnpackedService service, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(service.command("--server.port=0"));
    command.addAll(List.of(arguments));
    return startedBy(command);
  }

  /// Starts the service by a whole command, whose process becomes it, and waits until it is ready.
  public static RunningService startedBy(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("MALLOC_ARENA_MAX", "1");
      builder
          .environment()
          .putIfAbsent("VMASCOPE_DATADIR", "/tmp/vmascope-test-" + UUID.randomUUID());
      Process process = builder.start();
      try {
        List<String> log = new CopyOnWriteArrayList<>();
        RunningService service = new RunningService(process, address(process, log), log);
        await("the service is ready")
            .atMost(START)
            .ignoreExceptions()
            .until(() -> service.get("/readyz").statusCode() == 200);
        return service;
      } catch (RuntimeException | Error e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads the log until it says where the service is, and then on, so that it never blocks.
  private static URI address(Process process, List<String> seen) {
    CompletableFuture<URI> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              seen.add(line);
              Matcher matcher = ADDRESS.matcher(line);
              if (matcher.find()) {
                found.complete(URI.create(matcher.group(1)));
              }
            }
          } catch (IOException e) {
            seen.add(e.toString());
          }
          found.completeExceptionally(
              new IllegalStateException("the service ended:\n" + String.join("\n", seen)));
        });
    try {
      return found.get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the service did not start", e);
    }
  }

  /// Where it is: scheme, host and port.
  public URI base() {
    return client.base();
  }

  public long pid() {
    return process.pid();
  }

  /// What it has logged so far.
  public List<String> log() {
    return log;
  }

  /// Asks it to end, as a service manager does.
  public Process terminate() {
    process.destroy();
    return process;
  }

  public URI uri(String path) {
    return URI.create(base() + path);
  }

  /// The answer to a GET, with headers in pairs.
  public HttpResponse<byte[]> get(String path, String... headers) {
    return client.get(path, headers);
  }

  public <T> HttpResponse<T> send(
      String path, HttpResponse.BodyHandler<T> handler, String... headers) {
    return client.get(path, handler, headers);
  }

  /// The JSON of a GET, whatever its status.
  public JsonNode json(String path) {
    return client.json(path);
  }

  /// The kernel's listing of a process, as the service hands it on.
  public String maps(long pid) {
    HttpResponse<byte[]> response = get("/api/processes/" + pid + "/maps", "Accept", "text/plain");
    if (response.statusCode() != 200) {
      throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8));
    }
    return new String(response.body(), StandardCharsets.ISO_8859_1);
  }

  /// The number of ticks of sampling that have ended.
  public double ticks() {
    return metric(TICKS);
  }

  /// The number of times that a file of processes was read without an error.
  public double reads(String file) {
    return metric("vmascope_reads_total{file=\"" + file + "\",outcome=\"ok\"}");
  }

  /// The value of a series; 0 if there is none.
  ///
  /// @param series its name, with its labels
  public double metric(String series) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  /// The metrics, as text.
  public String scrape() {
    return new String(get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
  }

  /// A size in `/proc/<pid>/status` of the service.
  public long statusBytes(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

import client.ApiClient;
import client.ApiException;
import client.api.ProcessesApi;
import client.model.Maps;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A caller of a generated client, which compares what it gets with what `/proc` says of a process that sleeps.
abstract class Caller {
  private static int calls;

  final String pid;
  final Path proc;
  final ApiClient client;
  final ProcessesApi processes;

  Caller(URI service, String pid) {
    this.pid = pid;
    proc = Path.of("/proc", pid);
    client = new ApiClient();
    client.updateBaseUri(service.toString());
    processes = new ProcessesApi(client);
  }

  /// The number of calls of all callers.
  static int calls() {
    return calls;
  }

  <T> T called(T answer) {
    calls++;
    return Objects.requireNonNull(answer);
  }

  static void equal(Object actual, Object expected) {
    require(Objects.equals(actual, expected), "expected " + expected + ", got " + actual);
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  long kilobytes(String key) throws IOException {
    String line =
        Files.readAllLines(proc.resolve("status")).stream()
            .filter(each -> each.startsWith(key + ":"))
            .findFirst()
            .orElseThrow();
    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  long startTicks() throws IOException {
    String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  List<String> listing() throws IOException {
    return Files.readAllLines(proc.resolve("maps"), StandardCharsets.ISO_8859_1);
  }

  Maps maps() throws ApiException {
    return called(processes.maps(ProcessesApi.APIMapsRequest.newBuilder().pid(pid).build()));
  }
}

package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.ListingLine;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A process near `vm.max_map_count`, read by a service with a heap of 104 MiB.
@Alone("asks for as much at once as the service has time for")
class LargeAddressSpaceIT {
  private static final int MAPPINGS = 65_000;

  @Test
  void streamsAllMappingsToManyClientsAtOnce() throws Exception {
    try (RunningService service = RunningService.start();
        TestProgram large =
            TestProgram.start(TestProgram.compile("many-mappings"), String.valueOf(MAPPINGS));
        ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<ListingLine> expected = ListingLine.all(service.maps(large.pid()));
      assertThat(expected).hasSizeGreaterThanOrEqualTo(MAPPINGS);
      Set<String> starts = new HashSet<>();
      expected.forEach(line -> starts.add(line.start()));

      Callable<Set<String>> client = () -> startsInJson(service, large.pid());
      for (Future<Set<String>> answer :
          clients.invokeAll(
              List.of(client, client, client, client, client, client, client, client))) {
        assertThat(answer.get()).isEqualTo(starts);
      }

      JsonNode summary = service.json("/api/processes/" + large.pid() + "/summary");
      // All lines but [vsyscall], which the kernel does not count.
      long gates = expected.stream().filter(line -> line.name().equals("[vsyscall]")).count();
      assertThat(summary.path("mappings").path("count").asLong())
          .isEqualTo(expected.size() - gates);
      assertThat(maxHeapBytes(service)).isLessThanOrEqualTo(128L << 20);
    }
  }

  /// Reads the answer as it streams, and checks its frame.
  private static Set<String> startsInJson(RunningService service, long pid) throws IOException {
    HttpResponse<InputStream> answer =
        service.send("/api/processes/" + pid + "/maps", HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).as("streamed").isEmpty();
    Set<String> starts = new HashSet<>();
    boolean complete = false;
    int count = 0;
    try (InputStream body = answer.body();
        JsonParser parser = JsonMapper.shared().createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.PROPERTY_NAME) {
          continue;
        }
        switch (parser.currentName()) {
          case "start" -> starts.add(parser.nextStringValue());
          case "count" -> count = parser.nextIntValue(-1);
          case "complete" -> complete = parser.nextBooleanValue();
          default -> parser.nextToken();
        }
      }
    }
    assertThat(complete).isTrue();
    assertThat(count).isEqualTo(starts.size());
    return starts;
  }

  private static long maxHeapBytes(RunningService service) {
    return service
        .scrape()
        .lines()
        .filter(line -> line.startsWith("jvm_memory_max_bytes{area=\"heap\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}

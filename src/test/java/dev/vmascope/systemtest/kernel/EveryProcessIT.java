package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.ListingLine;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Walks all processes of the machine and compares what the service says with what the kernel says.
@Alone("compares the processes of the machine, which should stand still")
class EveryProcessIT {
  private record Tally(int same, int empty, int denied, int changing) {
    Tally plus(Tally other) {
      return new Tally(
          same + other.same, empty + other.empty, denied + other.denied, changing + other.changing);
    }
  }

  private static final Tally NOTHING = new Tally(0, 0, 0, 0);

  @Test
  void givesTheKernelsBytesAndTheSameMappingsOfEveryReadableProcess() throws IOException {
    Path program = TestProgram.compile("many-mappings");
    try (RunningService service = RunningService.start();
        TestProgram _ = TestProgram.start(program, "10");
        TestProgram _ = TestProgram.start(program, "1000")) {
      Tally tally = NOTHING;
      for (long pid : pids()) {
        if (pid != service.pid()) {
          tally = tally.plus(compare(pid, service));
        }
      }
      assertThat(tally.same()).as("idle processes compared: %s", tally).isGreaterThanOrEqualTo(3);
      assertThat(tally.empty()).as("kernel threads compared: %s", tally).isPositive();
      // The JVM that runs this test changes all the time, and a process may have just ended.
      assertThat(tally.changing())
          .as("processes that could not be compared: %s", tally)
          .isLessThan(10);
    }
  }

  private static List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
    }
    return pids;
  }

  /// A process that changes between two readings of our own cannot be compared; three tries.
  private static Tally compare(long pid, RunningService service) {
    String path = "/api/processes/" + pid + "/maps";
    for (int attempt = 0; attempt < 3; attempt++) {
      String before;
      String after;
      HttpResponse<byte[]> text;
      HttpResponse<byte[]> json;
      try {
        before = kernel(pid);
        text = service.get(path, "Accept", "text/plain");
        json = service.get(path);
        after = kernel(pid);
      } catch (AccessDeniedException _) {
        assertThat(service.get(path).statusCode())
            .as("pid %d is closed to us too", pid)
            .isEqualTo(403);
        return new Tally(0, 0, 1, 0);
      } catch (NoSuchFileException _) {
        return new Tally(0, 0, 0, 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (before.equals(after)) {
        assertThat(text.statusCode()).as("pid %d", pid).isEqualTo(200);
        assertThat(new String(text.body(), StandardCharsets.ISO_8859_1))
            .as("pid %d", pid)
            .isEqualTo(before);
        assertSameMappings(before, JsonMapper.shared().readTree(json.body()));
        return before.isEmpty() ? new Tally(0, 1, 0, 0) : new Tally(1, 0, 0, 0);
      }
    }
    return new Tally(0, 0, 0, 1);
  }

  private static String kernel(long pid) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "maps"));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void assertSameMappings(String listing, JsonNode answer) {
    List<ListingLine> expected = ListingLine.all(listing);
    List<ListingLine> actual = new ArrayList<>();
    int i = 0;
    for (JsonNode mapping : answer.path("mappings")) {
      // Names are compared by the text; here it is the numbers that count.
      String name = i < expected.size() ? expected.get(i++).name() : "";
      actual.add(
          new ListingLine(
              mapping.path("start").asString(),
              mapping.path("end").asString(),
              mapping.path("permissions").asString(),
              mapping.path("offset").asString(),
              mapping.path("device").asString(),
              mapping.path("inode").asString(),
              name));
    }
    assertThat(actual).as("mappings of %s", answer.path("pid")).isEqualTo(expected);
    assertThat(answer.path("count").asInt()).isEqualTo(expected.size());
    assertThat(answer.path("capture").path("complete").asBoolean()).isTrue();
  }
}

package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TracedOpens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The service under strace: what it opens, and what it does not.
@Alone("traces what ticks open for the processes of the machine")
class TracedIT {
  private static final Pattern WALKS_PAGE_TABLES =
      Pattern.compile("/(smaps|smaps_rollup|numa_maps|pagemap|clear_refs)$");
  private static final Pattern TICKS =
      Pattern.compile("^vmascope_sampling_seconds_count (\\d+)", Pattern.MULTILINE);

  /// What requests and ticks may open, from when the service has answered each sort of request
  /// once.
  private static final Pattern ALLOWED =
      Pattern.compile(
          "/proc"
              + "|/proc/\\d+(/(stat|statm|status|maps|cgroup|limits|oom_score|oom_score_adj"
              + "|task(/\\d+/(stat|statm|status|maps|cgroup|limits|oom_score|oom_score_adj))?))?"
              + "|/proc/(stat|meminfo|pressure/memory|self|sys/vm/max_map_count|sys/kernel/osrelease|sys/kernel/random/boot_id)"
              + "|/etc/(passwd|nsswitch\\.conf)"
              + "|/sys/fs/cgroup/.*");

  /// What a request for objects opens of `/proc` besides; the last is how a file that was named and
  /// turned out to be a regular one is opened.
  private static final Pattern OF_OBJECTS =
      Pattern.compile(
          "/proc/\\d+/mountinfo|/proc/\\d+/(root|map_files/[0-9a-f]+-[0-9a-f]+)|/proc/self/fd/\\d+");

  /// Java sets what a core dump of itself holds, before it runs anything of the service.
  private static final Predicate<TracedOpens.Open> OF_JAVA_ITSELF =
      open -> open.path().equals("/proc/self/coredump_filter");

  private static RunningService start(TracedOpens opens) {
    return RunningService.start(opens.before(), "--vmascope.sampling.interval=1s");
  }

  private static long ticks(RunningService service) {
    Matcher matcher = TICKS.matcher(service.scrape());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static List<TracedOpens.Open> walking(TracedOpens opens) {
    return opens.all().stream()
        .filter(open -> WALKS_PAGE_TABLES.matcher(open.path()).find())
        .toList();
  }

  @Test
  void ticksWalkNoPageTablesAndWriteNothingUnderProc() throws IOException {
    TracedOpens opens = TracedOpens.create();
    try (RunningService service = start(opens)) {
      long before = ticks(service);
      await().atMost(Duration.ofSeconds(60)).until(() -> ticks(service) >= before + 5);
      assertThat(opens.all())
          .as("the ticks are in the trace")
          .filteredOn(open -> open.path().equals("/proc/" + service.pid() + "/status"))
          .hasSizeGreaterThanOrEqualTo(5);
      assertThat(walking(opens)).isEmpty();
      assertThat(opens.all())
          .filteredOn(TracedOpens.Open::writes)
          .filteredOn(open -> open.path().startsWith("/proc"))
          .filteredOn(OF_JAVA_ITSELF.negate())
          .isEmpty();

      assertThat(service.get("/api/processes/self/maps?detail=smaps").statusCode()).isEqualTo(200);
      assertThat(service.get("/api/processes/self/pages").statusCode()).isEqualTo(200);
      assertThat(walking(opens))
          .as("what is asked for is in the trace, so what was not would have been")
          .extracting(TracedOpens.Open::path)
          .contains("/proc/" + service.pid() + "/smaps", "/proc/" + service.pid() + "/pagemap");
    }
  }

  @Test
  void idsThatAreNoPidsOpenNothingElse() throws IOException {
    TracedOpens opens = TracedOpens.create();
    try (RunningService service = start(opens)) {
      List<String> paths = List.of("", "/maps", "/summary", "/maps/0x1000");
      for (String path : paths) {
        service.get("/api/processes/self" + path);
        service.get("/api/processes/999999999" + path);
        service.get("/api/processes/-1" + path);
      }
      int begin = opens.all().size();
      int rejected = 0;
      List<String> ids = oddIds();
      for (int i = 0; i < ids.size(); i++) {
        int status = rawGet(service, "/api/processes/" + ids.get(i) + paths.get(i % paths.size()));
        assertThat(status).as(ids.get(i)).isIn(200, 400, 403, 404);
        rejected += status == 400 || status == 404 ? 1 : 0;
      }
      assertThat(rejected).as("ids that were turned down").isGreaterThan(ids.size() * 9 / 10);
      // The log grows on while it is looked at.
      List<TracedOpens.Open> all = opens.all();
      List<TracedOpens.Open> during = all.subList(begin, all.size());
      assertThat(during)
          .as("opens outside of /proc/<pid>, after %d odd ids", ids.size())
          .filteredOn(open -> !ALLOWED.matcher(open.path()).matches())
          .isEmpty();
      assertThat(during).filteredOn(TracedOpens.Open::writes).isEmpty();
      assertThat(during)
          .as("the trace went on")
          .anyMatch(open -> open.path().equals("/proc/" + service.pid()));
    }
  }

  /// By the kernel's links to what is mapped, and by the paths of maps, within the root of the
  /// process.
  @Test
  void objectsOpenNothingButWhatIsMapped() throws IOException {
    TracedOpens opens = TracedOpens.create();
    try (RunningService service = start(opens)) {
      String path = "/api/processes/" + service.pid();
      String format = "?format=ndjson";
      assertThat(service.get(path + "/objects" + format).statusCode()).isEqualTo(200);
      int begin = opens.all().size();
      assertThat(service.get(path + "/objects" + format).statusCode()).isEqualTo(200);
      List<TracedOpens.Open> all = opens.all();
      List<TracedOpens.Open> during = all.subList(begin, all.size());
      String maps = service.maps(service.pid());
      assertThat(during)
          .as("opens of one request for objects, and of ticks")
          .filteredOn(open -> !ALLOWED.matcher(open.path()).matches())
          .filteredOn(open -> !OF_OBJECTS.matcher(open.path()).matches())
          .filteredOn(open -> !isOnTheWay(maps, open.path().replaceFirst("^/+", "/")))
          .isEmpty();
      assertThat(during).filteredOn(TracedOpens.Open::writes).isEmpty();
      assertThat(during).anyMatch(open -> open.path().contains("/map_files/"));
    }
  }

  /// Whether a path is one of maps, or of a directory that leads to one.
  private static boolean isOnTheWay(String maps, String path) {
    return maps.contains(" " + path + "\n") || maps.contains(" " + path + "/");
  }

  private static List<String> oddIds() {
    List<String> ids =
        new ArrayList<>(
            List.of(
                "..",
                "%2e%2e",
                "..%2f..%2fetc%2fpasswd",
                "1%2f..%2f2",
                "1/../2",
                "self%2f..",
                "thread-self",
                "self;a=b",
                "1;x",
                "%00",
                "1%00",
                "0",
                "00001",
                "+1",
                "-1",
                "1e3",
                "0x1",
                "4294967297",
                "2147483648",
                "99999999999999999999",
                "%EF%BC%91",
                "%D9%A1",
                "1%0a",
                "%201",
                "1%20",
                "sys",
                "sys%2fkernel",
                "net",
                "mounts",
                "%c0%ae%c0%ae",
                "..%5c..",
                "1%252f..",
                "*",
                "%7bpid%7d",
                "self%2fmap_files",
                "1,2",
                "NaN"));
    Random random = new Random(20_260_101);
    String alphabet = "0123456789./\\%;+-_~ eExX\u00e9\t\0";
    while (ids.size() < 500) {
      StringBuilder id = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int i = 0; i < length; i++) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        id.append(Character.isLetterOrDigit(c) && c < 0x80 ? c : "%%%02x".formatted((int) c));
      }
      ids.add(id.toString());
    }
    return ids;
  }

  /// The status of a GET of exactly this path, which a client of the library would tidy up.
  private static int rawGet(RunningService service, String path) throws IOException {
    try (Socket socket = new Socket(service.uri("").getHost(), service.uri("").getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      try (InputStream in = socket.getInputStream()) {
        String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer).as(path).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
      }
    }
  }
}

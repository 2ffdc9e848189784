package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.FillingProgram;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Java virtual machines with every collector, and what the service says that they use their memory
/// for, held against what they say themselves (`jcmd <pid> System.map`).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaMachinesIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

  /// `[vsyscall]`, which the kernel does not count.
  private static final String GATE = "0xffffffffff600000";

  private static final Pattern BLANKS = Pattern.compile(" ");
  private static final Pattern LINE =
      Pattern.compile("0x([0-9a-f]+)-0x[0-9a-f]+ +\\d+ \\S+ +\\d+ +\\d+ \\S+ +\\S+ +(\\S+) +.*");

  private final RunningService service = RunningService.start();

  @AfterAll
  void end() {
    service.close();
  }

  /// What a machine said about a mapping, and what the service did.
  private record Reported(String tag, String category, long bytes) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC -Xmx256m",
        "-XX:+UseSerialGC -Xmx6g -Xshare:off",
        "-XX:+UseSerialGC -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseParallelGC -Xmx256m",
        "-XX:+UseParallelGC -Xmx3g -XX:-UseCompressedClassPointers",
        "-XX:+UseG1GC -Xmx256m",
        "-XX:+UseG1GC -Xmx6g",
        "-XX:+UseG1GC -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xms300m -Xmx300m -XX:+AlwaysPreTouch",
        "-XX:+UseZGC -Xmx256m",
        "-XX:+UseZGC -Xmx6g -Xshare:off",
        "-XX:+UseShenandoahGC -Xmx256m",
        "-XX:+UseShenandoahGC -Xmx6g"
      })
  void agreesWithTheMachine(String options) throws Exception {
    Process machine = start(options);
    try {
      List<Reported> reported = compare(machine.pid());
      assertThat(bytes(reported, "JAVAHEAP", "java-heap")).isEqualTo(bytes(reported, "JAVAHEAP"));
      assertThat(reported)
          .filteredOn(each -> each.category().equals("java-heap"))
          .allMatch(each -> each.tag().equals("JAVAHEAP"));
      assertThat(bytes(reported, "META", "java-metaspace")).isEqualTo(bytes(reported, "META"));
      assertThat(bytes(reported, "CLASS", "java-metaspace")).isEqualTo(bytes(reported, "CLASS"));
      assertThat(bytes(reported, "CDS", "java-other")).isEqualTo(bytes(reported, "CDS"));
      assertThat((double) bytes(reported, "CODE", "java-code") / bytes(reported, "CODE"))
          .isGreaterThan(0.95);
      assertThat(reported)
          .filteredOn(each -> each.tag().startsWith("STACK"))
          .hasSizeGreaterThan(40)
          .allMatch(
              each -> each.category().equals("thread-stack") || each.category().equals("guard"));
    } finally {
      machine.destroyForcibly().waitFor();
    }
  }

  /// Heaps that lie anywhere, beside arenas of the C library: what is not found stays what it is.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC -Xmx128m -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xmx512m -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xmx2g -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xmx4g -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xmx1g -XX:-UseCompressedOops -Xshare:off",
        "-XX:+UseG1GC -Xms1g -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseG1GC -Xmx40g",
        "-XX:+UseG1GC -Xmx1g -XX:+UseCompactObjectHeaders",
        "-XX:+UseG1GC -Xmx256m -XX:AllocateHeapAt=/dev/shm",
        "-XX:+UseParallelGC -Xmx512m -XX:-UseCompressedOops",
        "-XX:+UseParallelGC -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseParallelGC -Xmx2g -XX:-UseCompressedOops -Xshare:off",
        "-XX:+UseSerialGC -Xmx512m -XX:-UseCompressedOops",
        "-XX:+UseSerialGC -Xmx2g -XX:-UseCompressedOops",
        "-XX:+UseShenandoahGC -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseShenandoahGC -Xmx2g -XX:-UseCompressedOops",
        "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xmx1g -XX:-UseCompressedOops",
        "-XX:+UseZGC -Xmx256m -XX:AllocateHeapAt=/dev/shm"
      })
  void takesNothingElseForTheHeap(String options) throws Exception {
    Process machine = start(options);
    try {
      assertThat(compare(machine.pid()))
          .filteredOn(each -> each.category().equals("java-heap"))
          .allMatch(each -> each.tag().contains("JAVAHEAP"));
    } finally {
      machine.destroyForcibly().waitFor();
    }
  }

  /// Asked for one address, the service says the same as in the listing and in the summary.
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC -Xmx256m", "-XX:+UseZGC -Xmx256m"})
  void saysTheSameEverywhere(String options) throws Exception {
    Process machine = start(options);
    try {
      String process = "/api/processes/" + machine.pid();
      stop(machine);
      await("nothing changes meanwhile")
          .untilAsserted(() -> {
            JsonNode mappings = mappings(machine.pid());
            JsonNode summary = service.json(process + "/summary").path("byCategory");
            assertThat(mappings(machine.pid())).isEqualTo(mappings);
            assertThat(sums(summary)).isEqualTo(sums(mappings));
          });
      for (JsonNode mapping : mappings(machine.pid())) {
        String start = mapping.path("start").asString();
        JsonNode at = service.json(process + "/maps/" + start).path("mapping");
        for (String field : List.of("category", "categorySource")) {
          assertThat(at.path(field)).as(start).isEqualTo(mapping.path(field));
        }
      }
    } finally {
      machine.destroyForcibly().waitFor();
    }
  }

  /// A machine that runs enlarges its arenas between two questions.
  private static void stop(Process machine) throws IOException, InterruptedException {
    String pid = Long.toString(machine.pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor()).isZero();
  }

  /// Bytes by category, of a summary or of mappings.
  private static Map<String, Long> sums(JsonNode rows) {
    Map<String, Long> sums = new HashMap<>();
    for (JsonNode row : rows) {
      if (!row.path("start").asString("").equals(GATE)) {
        long bytes = row.path("sizeBytes").asLong(row.path("virtualBytes").asLong(0));
        sums.merge(row.path("category").asString(), bytes, Long::sum);
      }
    }
    return sums;
  }

  @Test
  void findsTheHeapOfGoAndNothingOfJavaInPrometheus() {
    try (Prometheus prometheus = Prometheus.scraping(service.base(), "")) {
      JsonNode mappings = mappings(prometheus.process().pid());
      assertThat(mappings.valueStream())
          .noneMatch(mapping -> mapping.path("category").asString().startsWith("java-"))
          .noneMatch(mapping -> mapping.path("category").asString().equals("jit"))
          .anyMatch(mapping ->
              mapping.path("start").asString().equals("0xc000000000")
                  && mapping.path("category").asString().equals("heap"));
    }
  }

  private static Process start(String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JAVA.resolve("java").toString());
    command.add("-XX:NativeMemoryTracking=summary");
    command.addAll(Arrays.asList(BLANKS.split(options)));
    command.addAll(List.of("-cp", "target/test-classes", FillingProgram.class.getName()));
    Process machine = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader lines = machine.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith("ready")) {
      line = lines.readLine();
    }
    assertThat(line).as(options).isNotNull();
    return machine;
  }

  private JsonNode mappings(long pid) {
    return service.json("/api/processes/" + pid + "/maps").path("mappings");
  }

  /// Asks the machine and the service, again if mappings changed meanwhile: its answer to the first
  /// question takes a thread of its own.
  private List<Reported> compare(long pid) throws Exception {
    for (int round = 0; round < 10; round++) {
      JsonNode before = mappings(pid);
      Map<String, String> tags = tags(pid);
      if (before.equals(mappings(pid))) {
        return before
            .valueStream()
            .map(mapping ->
                new Reported(
                    tags.getOrDefault(mapping.path("start").asString(), "-"),
                    mapping.path("category").asString(),
                    mapping.path("sizeBytes").asLong()))
            .toList();
      }
    }
    throw new AssertionError("the mappings change all the time");
  }

  private static Map<String, String> tags(long pid) throws Exception {
    Process jcmd =
        new ProcessBuilder(JAVA.resolve("jcmd").toString(), String.valueOf(pid), "System.map")
            .redirectErrorStream(true)
            .start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(answer).isZero();
    Map<String, String> tags = new HashMap<>();
    for (String line : answer.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        long start = Long.parseUnsignedLong(matcher.group(1), 16);
        tags.put("0x" + Long.toHexString(start), matcher.group(2));
      }
    }
    assertThat(tags).as(answer).hasSizeGreaterThan(100);
    return tags;
  }

  private static long bytes(List<Reported> all, String tag) {
    return all.stream().filter(each -> each.tag().equals(tag)).mapToLong(Reported::bytes).sum();
  }

  private static long bytes(List<Reported> reported, String tag, String category) {
    return bytes(reported.stream().filter(each -> each.category().equals(category)).toList(), tag);
  }
}

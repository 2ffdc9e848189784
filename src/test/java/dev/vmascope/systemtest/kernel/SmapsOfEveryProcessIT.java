package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.IsolatedProgram;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The sums over the smaps of a process: the service's, those of `pmap -X`, of psutil, and of the
/// kernel's own smaps_rollup, which are all the same. Processes of our own are stopped for it; the
/// others of the host are left alone, and compared when they happen to stand still.
@Alone("compares the processes of the machine, which should stand still")
class SmapsOfEveryProcessIT {
  private static final int ATTEMPTS = 4;

  /// Field of the service, column of `pmap -X`, field of psutil ("" where it has none).
  private static final List<List<String>> SAME =
      List.of(
          List.of("residentBytes", "Rss", "rss"),
          List.of("proportionalBytes", "Pss", "pss"),
          List.of("anonymousBytes", "Anonymous", "anonymous"),
          List.of("privateCleanBytes", "", "private_clean"),
          List.of("privateDirtyBytes", "", "private_dirty"),
          List.of("sharedCleanBytes", "", "shared_clean"),
          List.of("uniqueBytes", "", "uss"),
          List.of("lockedBytes", "Locked", ""),
          List.of("privateHugetlbBytes", "Private_Hugetlb", ""),
          List.of("swapProportionalBytes", "SwapPss", ""),
          List.of("swapBytes", "Swap", "swap"));

  private final IsolatedProgram pmap;
  private final IsolatedProgram python;

  SmapsOfEveryProcessIT() throws IOException {
    pmap = IsolatedProgram.of(Path.of("/usr/bin/pmap"), List.of());
    Path python3 = Path.of("/usr/bin/python3").toRealPath();
    Path modules = Path.of("/usr/lib", python3.getFileName().toString(), "lib-dynload");
    try (Stream<Path> plugins = Files.list(modules)) {
      python = IsolatedProgram.of(python3, plugins.toList());
    }
  }

  @Test
  void sumsAreThoseOfPmapAndPsutilAndTheKernel() throws Exception {
    Map<String, List<Long>> results = new TreeMap<>();
    Path manyMappings = TestProgram.compile("many-mappings");
    try (RunningService service =
            RunningService.start(
                "--vmascope.scan.cache=0s",
                "--vmascope.scan.budget=1",
                "--vmascope.scan.max-read=10s");
        TestProgram few = TestProgram.start(manyMappings, "10");
        TestProgram many = TestProgram.start(manyMappings, "2000");
        TestProgram grower = TestProgram.start(TestProgram.compile("all-permissions"))) {
      List<Long> own = List.of(few.pid(), many.pid(), grower.pid());
      for (long pid : own) {
        stop(pid);
      }
      for (long pid : own) {
        assertThat(compare(service, pid)).as("pid %d, which is stopped", pid).isEqualTo("same");
      }
      for (long pid : pids()) {
        if (pid != service.pid() && !own.contains(pid)) {
          results.computeIfAbsent(compare(service, pid), _ -> new ArrayList<>()).add(pid);
        }
      }
    }
    System.out.println("smaps of the other processes of this host: " + results);
    assertThat(results.getOrDefault("same", List.of())).isNotEmpty();
  }

  private static void stop(long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor()).isZero();
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    await().until(() -> Files.readString(stat).contains(") T "));
  }

  private static List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      entries.forEach(entry -> pids.add(Long.valueOf(entry.getFileName().toString())));
    }
    return pids;
  }

  /// What came of it: `same`, or why there is nothing to compare.
  private String compare(RunningService service, long pid) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String before;
      String after;
      JsonNode maps;
      JsonNode rollup;
      Map<String, Long> byPmap;
      Map<String, Long> byPsutil;
      try {
        before = kernel(pid, "smaps");
        if (before.isEmpty()) {
          return "without memory";
        }
        maps = service.json("/api/processes/" + pid + "/maps?detail=smaps");
        rollup = service.json("/api/processes/" + pid + "/summary?detail=rollup");
        byPmap = byPmap(pid);
        byPsutil = byPsutil(pid);
        after = kernel(pid, "smaps");
      } catch (IOException | IllegalStateException e) {
        if (Files.isReadable(Path.of("/proc", Long.toString(pid), "smaps")) && isOpen(pid)) {
          throw e;
        }
        return "gone or denied";
      }
      if (before.equals(after)) {
        try {
          assertSame(pid, maps, rollup, byPmap, byPsutil);
          return "same";
        } catch (AssertionError e) {
          // Somebody else may have shared its pages for a moment in between; not time after time.
          if (attempt == ATTEMPTS - 1) {
            throw e;
          }
        }
      }
    }
    return "never stood still";
  }

  private static boolean isOpen(long pid) {
    try {
      return !kernel(pid, "smaps").isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  /// Without what any look at the process changes.
  private static String kernel(long pid, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("Referenced: .*\n", "");
  }

  private static void assertSame(
      long pid,
      JsonNode maps,
      JsonNode rollup,
      Map<String, Long> byPmap,
      Map<String, Long> byPsutil) {
    long mappings = maps.path("count").asLong();
    assertThat(mappings).as("%s", maps.path("detail")).isPositive();
    for (List<String> names : SAME) {
      String field = names.getFirst();
      String as = field + " of pid " + pid;
      long sum = 0;
      for (JsonNode mapping : maps.path("mappings")) {
        JsonNode usage = mapping.path("usage");
        sum += usage.path(field).asLong();
      }
      if (!names.get(1).isEmpty()) {
        assertThat(sum)
            .as(as + ", by pmap -X")
            .isEqualTo(1024 * byPmap.getOrDefault(names.get(1), -1L));
      }
      if (!names.get(2).isEmpty()) {
        assertThat(sum).as(as + ", by psutil").isEqualTo(byPsutil.getOrDefault(names.get(2), -1L));
      }
      JsonNode total = rollup.path("usage").path(field);
      assertThat(total.isNumber()).as(as + " in the rollup").isTrue();
      // The kernel cuts each share to whole kB, in smaps a mapping at a time.
      boolean cut = field.startsWith("proportional") || field.startsWith("swapProportional");
      assertThat(total.asLong())
          .as(as + ", rollup")
          .isBetween(sum, sum + (cut ? mappings * 1024 : 0));
    }
  }

  private Map<String, Long> byPmap(long pid) {
    List<String> lines = pmap.run("-X", Long.toString(pid));
    List<String> header = List.of(lines.get(1).strip().split(" +"));
    List<String> totals = List.of(lines.getLast().strip().split(" +"));
    assertThat(totals.getLast()).isEqualTo("KB");
    Map<String, Long> byName = new HashMap<>();
    int first = header.indexOf("Size");
    for (int i = 0; i < totals.size() - 1; i++) {
      byName.put(header.get(first + i), Long.valueOf(totals.get(i)));
    }
    return byName;
  }

  private Map<String, Long> byPsutil(long pid) {
    Map<String, Long> byName = new HashMap<>();
    for (String line :
        python.run("src/test/programs/psutil-totals/psutil-totals.py", Long.toString(pid))) {
      int blank = line.indexOf(' ');
      byName.put(line.substring(0, blank), Long.valueOf(line.substring(blank + 1)));
    }
    return byName;
  }
}

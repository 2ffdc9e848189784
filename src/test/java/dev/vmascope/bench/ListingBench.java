package dev.vmascope.bench;

import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.systemtest.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;

/// What a listing costs: its parser, and the answers of it.
final class ListingBench {
  private static final int WARM_UP = 25;
  private static final int ROUNDS = 15;

  /// Programs of others, which need no warming up.
  private static final Set<String> PROGRAMS = Set.of("cat", "pmap", "pmap -X", "psutil");

  private static final String PSUTIL =
      "import psutil, sys; psutil.Process(int(sys.argv[1])).memory_maps(grouped=False)";

  private ListingBench() {}

  static void parse(long pid) throws Exception {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    byte[] listing = Files.readAllBytes(maps);
    byte[] buffer = new byte[1 << 18];
    Map<String, Times> times =
        times(
            Map.of(
                "the kernel's read", () -> Bench.drain(Files.newInputStream(maps), buffer),
                "parse", () -> parse(listing)));
    compare(
        "S1",
        "parse " + Bench.MAPPINGS + " mappings",
        times,
        "parse",
        Map.of("the kernel's read", 0.35));
  }

  private static long parse(byte[] listing) throws IOException {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(listing), "maps");
    long bytes = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      bytes += line.mapping().range().sizeBytes();
    }
    return bytes;
  }

  static void listings(RunningService service, long pid) throws Exception {
    String path = "/api/processes/" + pid + "/maps";
    String proc = "/proc/" + pid;
    Map<String, Times> maps =
        times(
            Map.of(
                "cat", () -> Bench.run("cat", proc + "/maps"),
                "pmap", () -> Bench.run("pmap", Long.toString(pid)),
                "json", () -> Bench.get(service.uri(path)),
                "curl", () -> Bench.run("curl", "-s", service.uri(path).toString()),
                "text", () -> Bench.get(service.uri(path + "?format=text"))));
    compare("S2", "GET …/maps, JSON", maps, "json", Map.of("cat", 2.5, "pmap", 0.7));
    compare("S2", "GET …/maps, JSON, by curl", maps, "curl", Map.of("pmap", 0.9));
    compare("S2", "GET …/maps, text", maps, "text", Map.of("cat", 2.5));
    Map<String, Times> smaps =
        times(
            Map.of(
                "cat", () -> Bench.run("cat", proc + "/smaps"),
                "pmap -X", () -> Bench.run("pmap", "-X", Long.toString(pid)),
                "psutil", () -> Bench.run("/usr/bin/python3", "-c", PSUTIL, Long.toString(pid)),
                "json", () -> Bench.get(service.uri(path + "?detail=smaps")),
                "text", () -> Bench.get(service.uri(path + "?detail=smaps&format=text"))));
    compare(
        "S3",
        "GET …/maps?detail=smaps, JSON",
        smaps,
        "json",
        Map.of("cat", 2.5, "pmap -X", 0.4, "psutil", 1.0));
    compare("S3", "GET …/maps?detail=smaps, text", smaps, "text", Map.of("cat", 2.5));
  }

  /// Rows of the table: one time against others, each with the ratio that is promised.
  private static void compare(
      String promise,
      String what,
      Map<String, Times> times,
      String name,
      Map<String, Double> targets) {
    Times own = Objects.requireNonNull(times.get(name));
    new TreeMap<>(targets)
        .forEach((other, target) -> {
          Times theirs = Objects.requireNonNull(times.get(other));
          Bench.row(
              promise,
              what,
              own.toString(),
              other + " " + theirs,
              own.median() / theirs.median(),
              target);
        });
  }

  /// Times of the same work, in nanoseconds.
  private record Times(double least, double median, double most) {
    static Times of(double[] values) {
      DoubleSummaryStatistics all = DoubleStream.of(values).summaryStatistics();
      return new Times(all.getMin(), Bench.median(values), all.getMax());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s (%.1f–%.1f)", Bench.millis(median), least / 1e6, most / 1e6);
    }
  }

  /// Each of them once, in turn, again and again: what slows the machine down hits them alike.
  private static Map<String, Times> times(Map<String, Callable<?>> work) throws Exception {
    Map<String, double[]> taken = new TreeMap<>();
    work.keySet().forEach(name -> taken.put(name, new double[ROUNDS]));
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<?>> each : work.entrySet()) {
        if (round < -2 && PROGRAMS.contains(each.getKey())) {
          continue;
        }
        double took = Bench.nanos(each.getValue());
        if (round >= 0) {
          Objects.requireNonNull(taken.get(each.getKey()))[round] = took;
        }
      }
    }
    Map<String, Times> times = new TreeMap<>();
    taken.forEach((name, values) -> times.put(name, Times.of(values)));
    return times;
  }
}

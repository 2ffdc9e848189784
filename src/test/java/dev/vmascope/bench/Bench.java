package dev.vmascope.bench;

import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What reading costs, as ratios to what the kernel and the usual programs cost for the same
/// process in the same run. `bin/bench` runs it, with the flags of the image.
final class Bench {
  private static final int MAPPINGS = 65_000;
  private static final int WARM_UP = 25;
  private static final int ROUNDS = 15;
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen = Arrays.asList(arguments);
    print("| promise | what | median | against | ratio | target | |");
    print("|---|---|---:|---:|---:|---:|---|");
    if (chosen.isEmpty() || chosen.contains("logs")) {
      LogBench.run();
    }
    try (TestProgram large =
        TestProgram.start(TestProgram.compile("many-mappings"), String.valueOf(MAPPINGS))) {
      if (chosen.isEmpty() || chosen.contains("parse")) {
        parse(large.pid());
      }
      try (RunningService service =
          RunningService.start(
              "--vmascope.scan.cache=0s",
              "--vmascope.scan.budget=64",
              "--vmascope.scan.max-read=10s")) {
        if (chosen.isEmpty() || chosen.contains("listings")) {
          listings(service, large.pid());
        }
        if (chosen.isEmpty() || chosen.contains("address")) {
          address(service, large.pid());
        }
        if (chosen.isEmpty() || chosen.contains("estimates")) {
          estimates(service);
        }
      }
    }
    if (chosen.isEmpty() || chosen.contains("victim")) {
      VictimBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("crowd")) {
      CrowdBench.run();
    }
    if (chosen.isEmpty() || chosen.contains("processes")) {
      CrowdBench.more();
    }
    if (chosen.isEmpty() || chosen.contains("mappings")) {
      CrowdBench.longer();
    }
  }

  static void print(String line) {
    System.out.println(line);
  }

  /// A row of the table.
  static void row(
      String promise, String what, String value, String against, double ratio, double target) {
    print(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %s | %.2f | ≤ %.2f | %s |",
            promise,
            what,
            value,
            against,
            ratio,
            target,
            ratio <= target ? "met" : "MISSED"));
  }

  static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  static double nanos(Callable<?> work) throws Exception {
    long began = System.nanoTime();
    work.call();
    return System.nanoTime() - began;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// Each of them once, in turn, again and again: what slows the machine down hits them alike.
  private static Map<String, Double> medians(Map<String, Callable<?>> work) throws Exception {
    Map<String, double[]> times = new TreeMap<>();
    work.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<?>> each : work.entrySet()) {
        boolean program = each.getKey().startsWith("cat") || each.getKey().startsWith("pmap");
        if (round < -2 && program) {
          continue;
        }
        double took = nanos(each.getValue());
        if (round >= 0) {
          Objects.requireNonNull(times.get(each.getKey()))[round] = took;
        }
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    times.forEach((name, values) -> medians.put(name, median(values)));
    return medians;
  }

  private static void parse(long pid) throws Exception {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    byte[] listing = Files.readAllBytes(maps);
    byte[] buffer = new byte[1 << 18];
    Map<String, Double> medians =
        medians(
            Map.of(
                "read", () -> drain(Files.newInputStream(maps), buffer),
                "parse", () -> parse(listing)));
    double read = Objects.requireNonNull(medians.get("read"));
    double parse = Objects.requireNonNull(medians.get("parse"));
    row(
        "S1",
        "parse " + MAPPINGS + " mappings",
        millis(parse),
        "the kernel's read " + millis(read),
        parse / read,
        0.4);
  }

  static long drain(InputStream opened, byte[] buffer) throws IOException {
    long total = 0;
    try (InputStream in = opened) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
      }
    }
    return total;
  }

  private static long parse(byte[] listing) throws IOException {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(listing), "maps");
    long bytes = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      bytes += line.mapping().range().sizeBytes();
    }
    return bytes;
  }

  private static void listings(RunningService service, long pid) throws Exception {
    String path = "/api/processes/" + pid + "/maps";
    String proc = "/proc/" + pid;
    Map<String, Double> maps =
        medians(
            Map.of(
                "cat", () -> run("cat", proc + "/maps"),
                "pmap", () -> run("pmap", Long.toString(pid)),
                "json", () -> get(service.uri(path)),
                "text", () -> get(service.uri(path + "?format=text"))));
    compare("S2", "GET …/maps", maps, "pmap", 3.5);
    Map<String, Double> smaps =
        medians(
            Map.of(
                "cat", () -> run("cat", proc + "/smaps"),
                "pmap -X", () -> run("pmap", "-X", Long.toString(pid)),
                "json", () -> get(service.uri(path + "?detail=smaps")),
                "text", () -> get(service.uri(path + "?detail=smaps&format=text"))));
    compare("S3", "GET …/maps?detail=smaps", smaps, "pmap -X", 3);
  }

  private static void compare(
      String promise, String what, Map<String, Double> medians, String peer, double target) {
    double cat = Objects.requireNonNull(medians.get("cat"));
    double json = Objects.requireNonNull(medians.get("json"));
    row(promise, what + ", JSON", millis(json), "cat " + millis(cat), json / cat, target);
    double other = Objects.requireNonNull(medians.get(peer));
    row(promise, what + ", JSON", millis(json), peer + " " + millis(other), json / other, 1);
    double text = Objects.requireNonNull(medians.get("text"));
    row(promise, what + ", text", millis(text), "cat " + millis(cat), text / cat, target);
  }

  static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
    }
    return status;
  }

  static int get(URI uri) throws IOException {
    int status = Wire.get(uri).status();
    if (status != 200) {
      throw new IllegalStateException(uri + ": " + status);
    }
    return status;
  }

  /// Reads one answer of a connection that stays open; it must say how long it is.
  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int filled = 0;
    int end = buffer.length;
    while (filled < end) {
      int count = in.read(buffer, filled, end - filled);
      if (count <= 0) {
        throw new IOException("an answer broken off");
      }
      filled += count;
      String answer = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      int body = answer.indexOf("\r\n\r\n") + 4;
      Matcher length = LENGTH.matcher(answer);
      if (body > 4 && length.find()) {
        end = body + Integer.parseInt(length.group(1));
      }
      if (filled >= 12 && !answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(answer);
      }
    }
  }

  private static void address(RunningService service, long pid) throws IOException {
    JsonNode middle =
        service.json("/api/processes/" + pid + "/maps?permissions=rw-p&minBytes=4096");
    JsonNode mappings = middle.path("mappings");
    String path =
        "/api/processes/"
            + pid
            + "/maps/"
            + mappings.path(mappings.size() / 2).path("start").asString();
    double[] times = new double[500];
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[1 << 14];
    // A connection serves a hundred requests.
    for (int connection = -40; connection < times.length / 50; connection++) {
      try (Socket socket = new Socket(service.uri("").getHost(), service.uri("").getPort())) {
        socket.setTcpNoDelay(true);
        for (int i = 0; i < 50; i++) {
          long began = System.nanoTime();
          socket.getOutputStream().write(request);
          readAnswer(socket.getInputStream(), buffer);
          if (connection >= 0) {
            times[connection * 50 + i] = System.nanoTime() - began;
          }
        }
      }
    }
    Arrays.sort(times);
    double half = times[times.length / 2];
    row(
        "S6",
        "GET …/maps/{address} among " + MAPPINGS + " mappings",
        String.format(Locale.ROOT, "%.2f ms", half / 1e6),
        "1 ms",
        half / 1e6,
        1);
  }

  /// Reads everything that can be read a few times, and looks at what was expected of each.
  private static void estimates(RunningService service) throws Exception {
    List<Double> errors = new ArrayList<>();
    try (TestProgram _ = TestProgram.start(TestProgram.compile("victim"), "64");
        TestProgram _ = TestProgram.start(TestProgram.compile("victim"), "1024");
        TestProgram _ = TestProgram.start(TestProgram.compile("many-mappings"), "5000")) {
      for (int round = 0; round < 5; round++) {
        for (JsonNode process : service.json("/api/processes?type=user").path("processes")) {
          String path = "/api/processes/" + process.path("pid").asLong();
          for (String what :
              List.of("/maps?detail=smaps", "/summary?detail=rollup", "/numa", "/pages")) {
            Wire.get(service.uri(path + what));
            JsonNode latest = service.json("/api/scans").path("decisions").path(0);
            if (latest.path("costMillis").isNumber() && latest.path("estimateMillis").isNumber()) {
              errors.add(
                  latest.path("estimateMillis").asDouble() / latest.path("costMillis").asDouble());
            }
          }
        }
      }
    }
    long good = errors.stream().filter(error -> error >= 1 / 3.0 && error <= 3).count();
    double share = (double) good / errors.size();
    print(
        String.format(
            Locale.ROOT,
            "| P3 | estimates within a factor 3, of %d reads | %.1f %% | | | ≥ 95 %% | %s |",
            errors.size(),
            100 * share,
            share >= 0.95 ? "met" : "MISSED"));
  }
}

package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.SmallMachine;
import dev.vmascope.systemtest.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A service that is stopped in the middle of a leak, and started again with the same data folder.
@InTime("needs the floors of a leak window, and a short break between them")
class RestartedServiceIT {
  /// A sixth of the leak window is enough near a limit, and a leak must hold for half as long.
  /// Breaks of up to the latter are bridged.
  private static final String[] DIVIDED = {
    "--vmascope.sampling.interval=1s",
    "--vmascope.growth.window=36s",
    "--vmascope.growth.leak-window=6m",
    "--vmascope.growth.warm-up=1s"
  };

  private static final Duration FLOOR = Duration.ofSeconds(5);

  /// The time for which a leak must hold. A break as long as a floor can hide one, and then the
  /// leak must hold anew.
  private static final Duration HOLD = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofMinutes(4);

  @TempDir Path folder = Path.of("");

  private RunningService start(String data, String... options) {
    List<String> arguments = new ArrayList<>(List.of(DIVIDED));
    arguments.add("--vmascope.data-dir=" + folder.resolve(data));
    arguments.addAll(List.of(options));
    return RunningService.start(arguments.toArray(String[]::new));
  }

  private static void stop(RunningService service) throws InterruptedException {
    // As Java says that it was SIGTERM.
    assertThat(service.terminate().waitFor()).isEqualTo(143);
  }

  private static JsonNode growth(RunningService service, long pid) {
    return service.json("/api/processes/" + pid + "/growth?window=144s");
  }

  private static List<Instant> samples(JsonNode growth) {
    return growth.path("samples").findValuesAsString("at").stream().map(Instant::parse).toList();
  }

  private static Instant firstSample(RunningService service, long pid) {
    return samples(growth(service, pid)).getFirst();
  }

  /// The longest time without a sample.
  private static Duration gap(List<Instant> samples) {
    Duration longest = Duration.ZERO;
    for (int i = 1; i < samples.size(); i++) {
      Duration between = Duration.between(samples.get(i - 1), samples.get(i));
      longest = between.compareTo(longest) > 0 ? between : longest;
    }
    return longest;
  }

  /// The time of the sample with the first verdict that a process leaks.
  private static final class FirstVerdict {
    private final RunningService service;
    private final long pid;
    private Optional<Instant> at = Optional.empty();

    FirstVerdict(RunningService service, long pid) {
      this.service = service;
      this.pid = pid;
    }

    boolean note() {
      if (at.isEmpty()) {
        JsonNode growth = growth(service, pid);
        if (growth.path("verdict").asString().equals("leaking")) {
          at = Optional.of(Instant.parse(growth.at("/capture/at").asString()));
        }
      }
      return at.isPresent();
    }
  }

  @Test
  void givesTheVerdictAboutWhenItComesWithoutAStop() throws Exception {
    try (SmallMachine machine = SmallMachine.in(folder);
        RunningService undisturbed = start("undisturbed", machine.option());
        RunningService first = start("kept", machine.option());
        TestProgram leak = TestProgram.start(TestProgram.compile("leaks"), "heap", "16")) {
      long pid = leak.pid();
      await("most of the window")
          .atMost(LONGEST)
          .until(() -> samples(growth(first, pid)).size() >= 55);
      assertThat(growth(first, pid).at("/memoryLimit/limit").asLong())
          .isEqualTo(SmallMachine.MEMORY);
      stop(first);
      try (RunningService second = start("kept", machine.option());
          RunningService fresh = start("fresh", machine.option())) {
        FirstVerdict expected = new FirstVerdict(undisturbed, pid);
        FirstVerdict actual = new FirstVerdict(second, pid);
        await("the verdict of the restarted service")
            .atMost(LONGEST)
            .until(() -> {
              expected.note();
              return actual.note();
            });
        JsonNode ofFresh = growth(fresh, pid);
        assertThat(ofFresh.path("verdict").asString()).as("%s", ofFresh).isNotEqualTo("leaking");
        await("the verdict of the other").atMost(LONGEST).until(expected::note);
        JsonNode growth = growth(second, pid);
        assertThat(growth.path("blamed").asString()).as("%s", growth).isEqualTo("heap");
        Instant at = expected.at.orElseThrow();
        assertThat(actual.at.orElseThrow())
            .isBetween(at.minus(FLOOR), at.plus(gap(samples(growth))).plus(HOLD).plus(FLOOR));
      }
    }
  }

  /// One process goes on; one has ended, and another has its number; one has become another
  /// program.
  @Test
  void continuesTheSameProcessAndNoOther() throws Exception {
    Path program = TestProgram.compile("leaks");
    String becoming = "echo READY; read go; exec " + program + " steady";
    try (RunningService first = start("kept");
        TestProgram same = TestProgram.start(program, "steady");
        TestProgram ended = TestProgram.start(program, "steady");
        TestProgram other = TestProgram.start(Path.of("/bin/sh"), "-c", becoming)) {
      double begun = first.ticks();
      await("samples of all").atMost(LONGEST).until(() -> first.ticks() >= begun + 3);
      stop(first);
      Instant stopped = Instant.now();
      assertThat(ProcessHandle.of(ended.pid()).orElseThrow().destroyForcibly()).isTrue();
      ended.awaitEnd();
      other.send("\n");
      assertThat(other.line()).isEqualTo("READY");
      String pid = Long.toString(ended.pid());
      try (TestProgram _ =
              TestProgram.start(
                  TestProgram.compile("same-pid"), pid, program.toString(), "steady");
          RunningService second = start("kept")) {
        await("samples of all").atMost(LONGEST).until(() -> second.ticks() >= 3);
        assertThat(second.log()).anyMatch(line -> line.contains("Histories of"));
        assertThat(firstSample(second, same.pid())).isBefore(stopped);
        assertThat(firstSample(second, ended.pid())).isAfter(stopped);
        assertThat(firstSample(second, other.pid())).isAfter(stopped);
      }
    }
  }

  @Test
  void ignoresADamagedFileAndSaysSo() throws Exception {
    try (TestProgram program = TestProgram.start(TestProgram.compile("leaks"), "steady");
        RunningService first = start("kept")) {
      await("samples").atMost(LONGEST).until(() -> first.ticks() >= 2);
      stop(first);
      Instant stopped = Instant.now();
      Path file = folder.resolve("kept/history.bin");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      try (RunningService second = start("kept")) {
        await("samples").atMost(LONGEST).until(() -> second.ticks() >= 2);
        assertThat(second.log())
            .anyMatch(line -> line.contains("histories are ignored: it is damaged"));
        assertUnavailable(second, "malformed", "it is damaged");
        assertThat(firstSample(second, program.pid())).isAfter(stopped);
      }
    }
  }

  private static void assertUnavailable(RunningService service, String reason, String why) {
    assertThat(service.json("/api/system").path("unavailable").valueStream())
        .filteredOn(entry -> entry.path("field").asString().equals("features[saved-history]"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("reason").asString()).isEqualTo(reason);
          assertThat(entry.path("remedy").asString()).contains(why);
        });
  }

  @Test
  void saysWhyHistoriesAreNotKept() {
    try (RunningService _ = start("kept");
        RunningService second = start("kept")) {
      assertUnavailable(second, "skipped", "another service stores there");
      assertThat(second.scrape().lines())
          .contains("vmascope_feature_available{feature=\"saved-history\"} 0.0");
    }
  }
}

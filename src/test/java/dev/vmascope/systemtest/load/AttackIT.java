package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Sha256;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Attackers;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All attacks at once, from three addresses, by strangers and by those who have the least token:
/// `-Dattack.seconds=600` for the figures of docs/security.md. Who watches the service notices
/// nothing, and it is whole again at once.
@Alone("measures times and memory")
class AttackIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("attack.seconds", 60));

  /// The time after which Kubernetes gives up a probe, if it is told nothing else.
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(1);

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Pattern AGE =
      Pattern.compile("(?m)^vmascope_sampling_age_seconds ([0-9.E-]+)$");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @TempDir Path folder = Path.of("");

  private final List<Long> probes = new ArrayList<>();
  private double oldest;

  private Path tokens() throws Exception {
    StringBuilder lines = new StringBuilder();
    Map.of(
            "low", "processes:read",
            "maps", "processes:read,maps:read",
            "metrics", "metrics:read",
            "operator", "processes:read,maps:read,maps:addresses,metrics:read")
        .forEach(
            (name, scopes) -> lines.append("%s:%s:%s%n".formatted(name, Sha256.hex(name), scopes)));
    Path file = Files.writeString(folder.resolve("tokens"), lines.toString());
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void nobodyWhoWatchesNoticesAndAllIsWellAtOnce() throws Exception {
    Path deep = Files.createDirectory(folder.resolve("deep"));
    try (RunningService service =
            RunningService.start(
                "--vmascope.security.mode=token",
                "--vmascope.security.token-file=" + tokens(),
                "--vmascope.sampling.interval=" + INTERVAL.toSeconds() + "s");
        TestProgram longPaths =
            TestProgram.start(TestProgram.compile("long-paths"), deep.toString(), "7800");
        TestProgram hostile =
            TestProgram.start(
                TestProgram.compile("hostile-object"), folder.resolve("hostile.so").toString())) {
      for (int i = 0; i < 200; i++) {
        probe(service);
      }
      probes.clear();
      Attackers attackers = new Attackers(service.base(), longPaths.pid(), hostile.pid());
      List<Thread> attacks = attackers.start(List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"));
      probeFor(TIME, service);
      attackers.end();
      for (Thread attack : attacks) {
        attack.join();
      }
      await("full service").atMost(Duration.ofSeconds(5)).until(() -> isWhole(service));
      assertThat(Duration.ofNanos(Collections.max(probes))).isLessThan(LONGEST_PROBE);
      report(service, attackers);
    }
  }

  private void probeFor(Duration time, RunningService service) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(time.plusMinutes(1))
        .until(() -> {
          probe(service);
          if (probes.size() % 100 == 0) {
            scrape(service);
          }
          return System.nanoTime() - end > 0;
        });
  }

  private void probe(RunningService service) {
    long began = System.nanoTime();
    assertThat(service.get(probes.size() % 2 == 0 ? "/livez" : "/readyz").statusCode())
        .isEqualTo(200);
    probes.add(System.nanoTime() - began);
  }

  private void scrape(RunningService service) {
    String scrape =
        new String(
            service.get("/actuator/prometheus", "Authorization", "Bearer operator").body(),
            StandardCharsets.UTF_8);
    Matcher age = AGE.matcher(scrape);
    assertThat(age.find()).as("the scrape is whole").isTrue();
    oldest = Math.max(oldest, Double.parseDouble(age.group(1)));
  }

  private static boolean isWhole(RunningService service) {
    for (String path :
        List.of(
            "/api/processes",
            "/api/processes/self/maps",
            "/api/processes/self/objects",
            "/api/system",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/swagger-ui/swagger-ui-bundle.js")) {
      if (service.get(path, "Authorization", "Bearer operator").statusCode() != 200) {
        return false;
      }
    }
    return true;
  }

  private void report(RunningService service, Attackers attackers) throws Exception {
    probes.sort(null);
    Duration high = Duration.ofNanos(probes.get(probes.size() * 99 / 100));
    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + service.pid() + "/status")));
    assertThat(peak.find()).isTrue();
    long peakMebibytes = Long.parseLong(peak.group(1)) / 1024;
    int logged = service.log().stream().mapToInt(line -> line.length() + 1).sum();
    System.out.printf(
        "attacked for %d s: %d probes, 99 %% within %d ms, longest %d ms; sample at most %.1f s old;"
            + " peak %d MiB; %d bytes logged; %s%n",
        TIME.toSeconds(),
        probes.size(),
        high.toMillis(),
        probes.getLast() / 1_000_000,
        oldest,
        peakMebibytes,
        logged,
        attackers.counts());
    attackers.counts().forEach((attack, times) -> assertThat(times).as(attack).isPositive());
    assertThat(high).isLessThan(Duration.ofMillis(100));
    assertThat(oldest).isLessThan(1.5 * INTERVAL.toSeconds());
    assertThat(peakMebibytes).isLessThan(384);
    assertThat(logged).isLessThan(100_000);
  }
}

package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.sandbox.ForbiddenCalls;
import dev.vmascope.shipped.chart.Chart;
import dev.vmascope.shipped.chart.ChartValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The unit for systemd and the profile for AppArmor, as their own tools see them. There is neither
/// in a kernel here: `ImageIT` runs the service with the profile for seccomp, which is the
/// narrowest.
class HardeningIT {
  private static final Path UNIT = Path.of("systemd/vmascope.service");
  private static final Path PROFILES = Chart.FOLDER.resolve("profiles");
  private static final Set<String> TRACING =
      Set.of(
          "kcmp",
          "kill",
          "perf_event_open",
          "pidfd_getfd",
          "process_madvise",
          "process_vm_readv",
          "process_vm_writev",
          "ptrace");

  @Test
  void nothingIsWrongWithTheUnit() throws Exception {
    assertThat(
            run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", UNIT.toString()))
        .isEmpty();
  }

  @Test
  void aWrongUnitIsFoundOut(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("vmascope.service");
    Files.writeString(
        broken, Files.readString(UNIT).replace("NoNewPrivileges=yes", "NoNewPrivilege=yes"));
    assertThat(run("systemd-analyze", "verify", "--man=no", broken.toString()))
        .contains("NoNewPrivilege");
  }

  /// 2.0 of 10; a unit without a word about it has 9.6.
  @Test
  void theUnitIsShutAsFarAsItCanBe() throws Exception {
    String report =
        run("systemd-analyze", "security", "--offline=yes", "--threshold=20", UNIT.toString());
    assertThat(report).contains("Overall exposure level").doesNotContain("failed:");
  }

  @Test
  void theUnitHasTheCapabilityOfTheChart() throws IOException {
    String capability = ChartValues.defaults().text("capability");
    assertThat(Files.readString(UNIT))
        .contains(
            "AmbientCapabilities=CAP_" + capability + "\n",
            "CapabilityBoundingSet=CAP_" + capability + "\n");
  }

  /// Else it is that of `env`, and nobody finds its lines.
  @Test
  void theUnitNamesItsLinesInTheJournal() throws IOException {
    assertThat(Files.readAllLines(UNIT)).contains("SyslogIdentifier=vmascope");
  }

  @Test
  void neitherFilterOfCallsLetsOneTraceAndTheUnitLetsAllPassThatTheProfileDoes() throws Exception {
    Set<String> unit = allowedByTheUnit();
    Set<String> profile = new TreeSet<>();
    JsonNode seccomp =
        JsonMapper.shared().readTree(Files.readString(PROFILES.resolve("seccomp.json")));
    seccomp
        .path("syscalls")
        .forEach(rule -> {
          if (rule.path("action").asString().equals("SCMP_ACT_ALLOW")) {
            rule.path("names").forEach(name -> profile.add(name.asString()));
          }
        });
    assertThat(profile).as("what the service forbids itself with").contains("seccomp", "mseal");
    assertThat(unit).as("what the service forbids itself with").contains("seccomp");
    assertThat(unit).doesNotContainAnyElementsOf(ForbiddenCalls.names());
    assertThat(profile).doesNotContainAnyElementsOf(ForbiddenCalls.names());
    assertThat(ForbiddenCalls.names()).containsAll(TRACING);
    // systemd 252 does not know it.
    profile.remove("mseal");
    assertThat(unit).containsAll(profile).doesNotContainAnyElementsOf(TRACING);
    assertThat(profile).hasSizeGreaterThan(150).doesNotContainAnyElementsOf(TRACING);
    assertThat(seccomp.path("defaultAction").asString()).isEqualTo("SCMP_ACT_ERRNO");
  }

  private static Set<String> allowedByTheUnit() throws Exception {
    Set<String> allowed = new TreeSet<>();
    for (String line : Files.readAllLines(UNIT)) {
      if (line.startsWith("SystemCallFilter=")) {
        String list = line.substring("SystemCallFilter=".length());
        boolean denies = list.startsWith("~");
        for (String word : list.replace("~", "").split(" ", -1)) {
          Set<String> calls = calls(word);
          if (denies) {
            allowed.removeAll(calls);
          } else {
            allowed.addAll(calls);
          }
        }
      }
    }
    return allowed;
  }

  /// The calls of a group, or the one that is named.
  private static Set<String> calls(String word) throws Exception {
    Set<String> calls = new TreeSet<>();
    if (!word.startsWith("@")) {
      calls.add(word);
      return calls;
    }
    List<String> lines = run("systemd-analyze", "syscall-filter", word).lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        calls.addAll(calls(line.strip()));
      }
    }
    return calls;
  }

  @Test
  void theProfileForAppArmorIsOne(@TempDir Path folder) throws Exception {
    Path profile = PROFILES.resolve("apparmor");
    assertThat(parse(profile)).isZero();
    String text = Files.readString(profile);
    assertThat(text).contains("deny @{PROC}/**/mem rw,");
    assertThat(text.lines().map(String::strip))
        .filteredOn(line -> line.matches("(\\w+ )*ptrace\\b.*"))
        .containsExactly("ptrace (read) peer=**,");
    Path broken =
        Files.writeString(folder.resolve("broken"), text.replace("ptrace (read)", "ptrace (reed)"));
    assertThat(parse(broken)).isNotZero();
  }

  private static int parse(Path profile) throws Exception {
    return Shell.run("apparmor_parser", "-Q", "-K", profile.toString()).status();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Shell.Result result = Shell.run(command);
    String said = result.output() + result.errors();
    return result.status() == 0 ? said : "failed: " + said;
  }
}

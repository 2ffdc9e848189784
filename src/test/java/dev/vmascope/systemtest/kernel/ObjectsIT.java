package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// The programs of an image, in a container, each stopped right before it ends: what the service
/// says of them as they run is what `readelf` and `ldd` say of them in there.
class ObjectsIT {
  private static final Pattern STOPPED = Pattern.compile("(\\d+) (/usr/bin/\\S+)");
  private static final Pattern RESOLVED = Pattern.compile("\\s+(?:\\S+ => )?(/\\S+) \\(0x.*");
  private static final Pattern NEEDED = Pattern.compile(".*\\(NEEDED\\).*\\[(.*)\\]");
  private static final Pattern LOAD =
      Pattern.compile(" +LOAD +(0x\\S+) (0x\\S+) 0x\\S+ (0x\\S+) (0x\\S+) (...) .*");

  /// What the tools of the image say of a program: lines by the name of the tool.
  private static Map<String, List<String>> said(
      GenericContainer<?> container, List<String> programs)
      throws IOException, InterruptedException {
    String script =
        "for p in "
            + String.join(" ", programs)
            + "; do echo \"== $p readelf\"; readelf -W -h -l -S -d -n $p 2>&1; echo \"== $p ldd\";"
            + " ldd $p 2>&1 | while read -r a b c d; do case \"$b\" in '=>') echo \" $a => $(readlink -f $c) (0x\";;"
            + " *) case \"$a\" in /*) echo \" $(readlink -f $a) (0x\";; esac;; esac; done; done";
    Container.ExecResult result = container.execInContainer("sh", "-c", script);
    Map<String, List<String>> said = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : result.getStdout().lines().toList()) {
      if (line.startsWith("== ")) {
        lines = new ArrayList<>();
        said.put(line.substring(3), lines);
      } else {
        lines.add(line);
      }
    }
    return said;
  }

  private static List<String> groups(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private static boolean has(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  @Test
  void saysOfRunningProgramsWhatReadelfAndLddSay() throws Exception {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = Containers.start("stopped")) {
      Map<Long, Long> pidsByInnerPid = Containers.pidsByInnerPid(container);
      Map<String, Long> pids = new HashMap<>();
      for (String line : container.getLogs().lines().toList()) {
        Matcher stopped = STOPPED.matcher(line);
        if (stopped.matches()) {
          long pid = Objects.requireNonNull(pidsByInnerPid.get(Long.parseLong(stopped.group(1))));
          pids.put(stopped.group(2), pid);
        }
      }
      Map<String, List<String>> said = said(container, List.copyOf(pids.keySet()));
      int compared = 0;
      for (Map.Entry<String, Long> running : pids.entrySet()) {
        String program = running.getKey();
        JsonNode objects = service.json("/api/processes/" + running.getValue() + "/objects");
        JsonNode object = objects.path("objects").path(0);
        List<String> readelf = said.getOrDefault(program + " readelf", List.of());
        List<String> ldd = said.getOrDefault(program + " ldd", List.of());
        if (!has(readelf, "ELF Header:") || !object.path("role").asString("").equals("program")) {
          // A script: what runs is its interpreter.
          continue;
        }
        compared++;
        compare(program, object, readelf);
        assertThat(libraries(objects))
            .as(program)
            .containsAll(new TreeSet<>(groups(ldd, RESOLVED)));
      }
      assertThat(compared).as("programs").isGreaterThanOrEqualTo(50);
    }
  }

  private static Set<String> libraries(JsonNode objects) {
    Set<String> libraries = new TreeSet<>();
    for (JsonNode object : objects.path("objects")) {
      libraries.add(object.path("path").asString("[vdso]"));
      for (JsonNode needed : object.path("needed")) {
        assertThat(needed.path("state").asString()).as(objects.toString()).isEqualTo("loaded");
      }
    }
    return libraries;
  }

  private static void compare(String program, JsonNode object, List<String> readelf) {
    List<String> needed = new ArrayList<>();
    object.path("needed").forEach(library -> needed.add(library.path("name").asString()));
    assertThat(needed).as(program).isEqualTo(groups(readelf, NEEDED));
    assertThat("Build ID: " + object.path("buildId").asString())
        .as(program)
        .isIn(
            readelf.stream()
                .map(String::strip)
                .map(line -> line.replaceAll(".*(Build ID: )", "$1"))
                .toList());
    assertThat(object.path("stripped").asBoolean())
        .as(program)
        .isEqualTo(!has(readelf, " SYMTAB "));
    JsonNode hardening = object.path("hardening");
    assertThat(hardening.path("pie").asBoolean())
        .as(program)
        .isEqualTo(has(readelf, "DYN (Position-Independent Executable file)"));
    boolean now = has(readelf, "BIND_NOW") || has(readelf, "Flags: NOW");
    assertThat(hardening.path("bindNow").asBoolean()).as(program).isEqualTo(now);
    assertThat(hardening.path("relro").asString())
        .as(program)
        .isEqualTo(has(readelf, "GNU_RELRO") ? now ? "full" : "partial" : "none");
    assertThat(hardening.path("stack").asString())
        .as(program)
        .isEqualTo(
            readelf.stream().anyMatch(line -> line.matches(" +GNU_STACK .* RWE .*"))
                ? "executable"
                : "not-executable");
    List<String> segments = new ArrayList<>();
    for (JsonNode segment : object.path("segments")) {
      segments.add(
          Long.decode(segment.path("offset").asString())
              + " "
              + Long.decode(segment.path("virtualAddress").asString())
              + " "
              + segment.path("fileBytes").asLong()
              + " "
              + segment.path("memoryBytes").asLong()
              + " "
              + segment.path("flags").asString());
      assertThat(segment.path("mappings").size()).as(program).isPositive();
    }
    assertThat(segments)
        .as(program)
        .isEqualTo(
            readelf.stream()
                .map(LOAD::matcher)
                .filter(Matcher::matches)
                .map(load ->
                    Long.decode(load.group(1))
                        + " "
                        + Long.decode(load.group(2))
                        + " "
                        + Long.decode(load.group(3))
                        + " "
                        + Long.decode(load.group(4))
                        + " "
                        + load.group(5))
                .toList());
    assertThat(object.path("identity").asString()).as(program).isEqualTo("map-files");
    assertThat(object.path("replacedOnDisk").asString()).as(program).isEqualTo("no");
  }

  /// Without the capability that opens what is mapped, paths are followed within the container, and
  /// what is found there is told by the kernel's build id, since its overlay file system has
  /// another device in maps.
  @Test
  void followsPathsWithinTheContainerWhereItMayNotFollowTheKernelsLinks() {
    try (RunningService service =
            RunningService.start(
                List.of(
                    "setpriv",
                    "--bounding-set=-all,+sys_ptrace,+dac_read_search",
                    "--inh-caps=-all,+sys_ptrace,+dac_read_search"));
        GenericContainer<?> container =
            Containers.of("stopped").withCommand("/stopped", "/usr/bin/env")) {
      container.start();
      JsonNode objects = service.json("/api/processes/" + Containers.pid(container) + "/objects");
      assertThat(objects.path("objects").size()).as(objects.toString()).isGreaterThan(2);
      for (JsonNode object : objects.path("objects")) {
        if (object.has("path")) {
          assertThat(object.path("identity").asString()).isIn("inode", "build-id");
          assertThat(object.path("replacedOnDisk").asString()).isEqualTo("no");
          assertThat(object.path("buildIdOnDisk")).isEqualTo(object.path("buildId"));
        }
      }
    }
  }
}

package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.MountedPrograms;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs on file systems where device and inode in maps do not tell one file from another:
/// subvolumes of btrfs, of which each numbers its own files, and overlay mounts, which show one
/// file of a layer as two.
class SharedFilesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Three files of inode 257, two of them with one path in their subvolumes and one build id.
  private static final String SUBVOLUMES =
      """
      truncate -s 300M img
      mkfs.btrfs -q img
      mkdir m
      mount -o loop img m
      cd m
      btrfs -q subvolume create a
      btrfs -q subvolume create b
      cp /usr/bin/sleep a/program
      cp /usr/bin/tail b/other
      btrfs -q subvolume snapshot a c
      a/program 600 &
      a/program 601 &
      b/other -f /dev/null &
      c/program 600 &
      """;

  /// Two mounts over one layer, and a third over a copy of it, where the file has the same inode.
  private static final String LAYERS =
      """
      mkdir lower u1 w1 m1 u2 w2 m2 m3
      cp /usr/bin/sleep lower/program
      mkdir copy
      mount -t tmpfs tmpfs copy
      mkdir copy/lower copy/u copy/w
      touch copy/1 copy/2 copy/3 copy/4 copy/5
      cp -p lower/program copy/lower/program
      [ "$(stat -c %i lower/program)" = "$(stat -c %i copy/lower/program)" ]
      mount -t overlay overlay -o lowerdir=lower,upperdir=u1,workdir=w1 m1
      mount -t overlay overlay -o lowerdir=lower,upperdir=u2,workdir=w2 m2
      mount -t overlay overlay -o lowerdir=copy/lower,upperdir=copy/u,workdir=copy/w m3
      m1/program 600 &
      m2/program 600 &
      m3/program 600 &
      """;

  private static final List<String> WITHOUT_LINKS =
      List.of(
          "setpriv",
          "--bounding-set=-all,+sys_ptrace,+dac_read_search",
          "--inh-caps=-all,+sys_ptrace,+dac_read_search");

  @BeforeAll
  static void loadFileSystems() throws IOException, InterruptedException {
    Shell.run("sh", "-c", "modprobe -a btrfs overlay || true");
  }

  private static void assumeThisKernelHas(String fileSystem) throws IOException {
    assumeThat(Files.readString(Path.of("/proc/filesystems"))).contains(fileSystem);
  }

  /// How many processes map each file of some programs, and by what the service knows that.
  private static Map<String, String> mapped(
      RunningService service, MountedPrograms programs, String more) {
    Map<String, String> mapped = new TreeMap<>();
    JsonNode objects =
        service.json("/api/objects?path=" + programs.folder() + "/*&limit=1000" + more);
    for (JsonNode object : objects.path("objects")) {
      String path = object.path("path").asString();
      mapped.put(
          path.substring(programs.folder().toString().length()),
          object.path("processes").asInt() + " " + object.path("identity").asString());
    }
    return mapped;
  }

  private static void awaitMapped(
      RunningService service, MountedPrograms programs, Map<String, String> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(mapped(service, programs, "")).isEqualTo(expected));
  }

  private static String buildId(String program) throws IOException, InterruptedException {
    return Shell.run("sh", "-c", "readelf -n " + program + " | sed -n 's/.*Build ID: //p'")
        .output()
        .strip();
  }

  @Test
  void filesOfOneInodeInTwoSubvolumesAreTwo() throws Exception {
    assumeThisKernelHas("btrfs");
    try (MountedPrograms programs = MountedPrograms.start(SUBVOLUMES);
        RunningService service = RunningService.start()) {
      awaitMapped(
          service,
          programs,
          Map.of(
              "/m/a/program", "2 map-files",
              "/m/b/other", "1 map-files",
              "/m/c/program", "1 map-files"));
      assertThat(mapped(service, programs, "&buildId=" + buildId("/usr/bin/sleep")).keySet())
          .containsExactly("/m/a/program", "/m/c/program");
      assertThat(mapped(service, programs, "&buildId=" + buildId("/usr/bin/tail")).keySet())
          .containsExactly("/m/b/other");
    }
  }

  @Test
  void theyAreToldApartByTheirPathsWhereTheKernelsLinksCannotBeFollowed() throws Exception {
    assumeThisKernelHas("btrfs");
    try (MountedPrograms programs = MountedPrograms.start(SUBVOLUMES);
        RunningService service = RunningService.start(WITHOUT_LINKS)) {
      awaitMapped(
          service,
          programs,
          Map.of("/m/a/program", "2 path", "/m/b/other", "1 path", "/m/c/program", "1 path"));
      assertThat(service.json("/api/objects?path=" + programs.folder() + "/*").toString())
          .contains("objects[].identity", "CAP_CHECKPOINT_RESTORE");
    }
  }

  @Test
  void aFileOfALayerIsOneInAllMountsOverIt() throws Exception {
    assumeThisKernelHas("overlay");
    try (MountedPrograms programs = MountedPrograms.start(LAYERS);
        RunningService service = RunningService.start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(mapped(service, programs, "").values())
                  .containsExactlyInAnyOrder("2 layer", "1 layer"));
      assertThat(service.json("/api/objects?path=" + programs.folder() + "/*").toString())
          .contains("objects[].processes", "overlay mounts");
    }
  }

  @Test
  void aFileOfHugePagesIsOneBelowDevToo() throws Exception {
    assumeThisKernelHas("hugetlbfs");
    // Two programs that map one file, on a mount below /dev, where DPDK has it.
    String program = TestProgram.compile("huge-file") + " /dev/hugepages1G/rtemap_0 &\n";
    String script =
        """
        mount -t tmpfs tmpfs /dev
        mknod /dev/null c 1 3
        mkdir /dev/hugepages1G
        mount -t hugetlbfs hugetlbfs /dev/hugepages1G
        """;
    try (MountedPrograms _ = MountedPrograms.start(script + program + program);
        RunningService service = RunningService.start()) {
      String objects = "/api/objects?path=/dev/hugepages1G/*";
      await()
          .atMost(PATIENCE)
          .until(() -> service.json(objects).at("/objects/0/processes").asInt() == 2);
      JsonNode object = service.json(objects).at("/objects/0");
      assertThat(object.path("kind").asString()).isEqualTo("file");
      long pid = object.at("/mappers/0/pid").asLong();
      JsonNode maps = service.json("/api/processes/" + pid + "/maps?path=/dev/hugepages1G/*");
      assertThat(maps.path("count").asInt()).isEqualTo(1);
      JsonNode mapping = maps.at("/mappings/0");
      assertThat(mapping.path("kind").asString()).isEqualTo("file");
      assertThat(mapping.path("category").asString()).isEqualTo("hugetlb");
      assertThat(mapping.path("categorySource").asString()).isEqualTo("kernel");
    }
  }
}
